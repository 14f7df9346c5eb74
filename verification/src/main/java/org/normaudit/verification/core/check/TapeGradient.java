package org.normaudit.verification.core.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.Tape;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;

/**
 * The gradients by inputs and parameters from the forward definition alone, by reverse-mode
 * differentiation on the tape. No analytic gradient takes part, so these audit the truth as well as
 * the subject.
 *
 * @param held whether r and d are constants
 */
record TapeGradient(boolean held) implements BlockGradient {
  @Override
  public Map<Role, double[]> ofBlock(Convention convention, Step in, int b) {
    Tape tape = new Tape();
    Arithmetic<Tape.Var> a = held ? tape : new IgnoringStopGradient<>(tape);
    BlockStep<Tape.Var> constants = BlockStep.of(new Algebra<>(a), in, b).withoutSecond();
    List<Role> by = in.layer().roles(Role.Kind.INPUT, Role.Kind.PARAMETER);
    Map<Role, List<Tape.Var>> variables = variables(tape, constants, by);
    BlockStep<Tape.Var> block = constants.with(variables).evaluate(convention);
    WeightedSum<Tape.Var> sum = WeightedSum.ofOutputs(block);
    tape.sweep(sum.terms(), sum.weights());
    Map<Role, double[]> gradients = new HashMap<>();
    by.forEach(role -> gradients.put(role.gradient(), tape.gradient(variables.get(role))));
    return gradients;
  }

  /** Variables in the place of some tensors. */
  static Map<Role, List<Tape.Var>> variables(
      Tape tape, BlockStep<Tape.Var> constants, List<Role> roles) {
    Map<Role, List<Tape.Var>> variables = new HashMap<>();
    for (Role role : roles) {
      double[] values = constants.get(role).stream().mapToDouble(tape::value).toArray();
      variables.put(role, tape.variables(values));
    }
    return variables;
  }
}
