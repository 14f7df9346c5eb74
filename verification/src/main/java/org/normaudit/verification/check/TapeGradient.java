package org.normaudit.verification.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.Tape;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.ChannelOutput;
import org.normaudit.reference.definition.Definition;

/**
 * dx, dγ and dβ from the forward definition alone, by reverse-mode differentiation on the tape. No
 * analytic gradient takes part, so these audit the truth as well as the subject.
 *
 * @param held whether r and d are constants
 */
record TapeGradient(boolean held) implements BlockGradient {
  @Override
  public Map<Quantity, double[]> ofBlock(Definition definition, LayerInput in, int b) {
    Tape tape = new Tape();
    Arithmetic<Tape.Var> a = held ? tape : new IgnoringStopGradient<>(tape);
    ChannelInput<Tape.Var> constants = ChannelInput.of(a, in, b);
    List<Tape.Var> x = variables(tape, constants.x());
    List<Tape.Var> gamma = variables(tape, constants.gammas());
    List<Tape.Var> beta = variables(tape, constants.betas());
    ChannelOutput<Tape.Var> out =
        definition.evaluate(a, constants.with(x, gamma, beta, constants.dy(), Optional.empty()));
    WeightedSum<Tape.Var> sum = WeightedSum.ofOutput(out, in, in.block(b));
    tape.sweep(sum.terms(), sum.weights());
    return Map.of(
        Quantity.DX, tape.gradient(x),
        Quantity.DGAMMA, tape.gradient(gamma),
        Quantity.DBETA, tape.gradient(beta));
  }

  /** Variables in the place of constants. */
  static List<Tape.Var> variables(Tape tape, List<Tape.Var> constants) {
    return tape.variables(constants.stream().mapToDouble(tape::value).toArray());
  }
}
