package org.normaudit.verification.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normaudit.autodiff.Tape;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.ChannelOutput;
import org.normaudit.reference.definition.Definition;

/** The analytic gradient itself on the tape: its gradients are the double backward. */
final class TapeSecondOrder implements BlockGradient {
  @Override
  public Map<Quantity, double[]> ofBlock(Definition definition, LayerInput in, int b) {
    Tape tape = new Tape();
    ChannelInput<Tape.Var> constants = ChannelInput.of(tape, in, b);
    List<Tape.Var> x = TapeGradient.variables(tape, constants.x());
    List<Tape.Var> dy = TapeGradient.variables(tape, constants.dy());
    List<Tape.Var> gamma = TapeGradient.variables(tape, constants.gammas());
    ChannelOutput<Tape.Var> out =
        definition.evaluate(
            tape, constants.with(x, gamma, constants.betas(), dy, Optional.empty()));
    WeightedSum<Tape.Var> sum = WeightedSum.ofGradients(out, in, in.block(b));
    tape.sweep(sum.terms(), sum.weights());
    return Map.of(
        Quantity.GRAD_X, tape.gradient(x),
        Quantity.GRAD_GAMMA, tape.gradient(gamma),
        Quantity.GRAD_DY, tape.gradient(dy));
  }
}
