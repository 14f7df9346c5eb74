package org.normaudit.verification.core.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.autodiff.Tape;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;

/** The analytic gradient itself on the tape: its gradients are the double backward. */
final class TapeSecondOrder implements BlockGradient {
  @Override
  public Map<Role, double[]> ofBlock(Convention convention, Step in, int b) {
    Tape tape = new Tape();
    BlockStep<Tape.Var> constants = BlockStep.of(new Algebra<>(tape), in, b).withoutSecond();
    List<Role> by = in.layer().secondOrder();
    Map<Role, List<Tape.Var>> variables = TapeGradient.variables(tape, constants, by);
    BlockStep<Tape.Var> block = constants.with(variables).evaluate(convention);
    WeightedSum<Tape.Var> sum = WeightedSum.ofGradients(block);
    tape.sweep(sum.terms(), sum.weights());
    Map<Role, double[]> gradients = new HashMap<>();
    by.forEach(role -> gradients.put(role.second(), tape.gradient(variables.get(role))));
    return gradients;
  }
}
