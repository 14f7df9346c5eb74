package org.normaudit.verification.bound;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.ChannelOutput;
import org.normaudit.reference.definition.Definition;

/**
 * Running error analysis: the definition itself, evaluated on numbers that carry a bound on their
 * own error. It needs no derivation by hand, and so serves the quantities that have many terms (the
 * double backward, moments with r and d folded in); it does not see errors cancel, which costs it
 * tightness at large κ.
 */
final class RunningErrors implements Arithmetic<RunningErrors.Number> {

  /**
   * @param value as binary64 computes it
   * @param error how far a value computed in the model's arithmetic may lie from the exact one
   */
  record Number(double value, double error) {}

  private static final double OWN = 0x1p-53;
  private final Rounding r;
  private final double u;

  private RunningErrors(Rounding r, double u) {
    this.r = r;
    this.u = u;
  }

  /**
   * The allowances of one channel. Updating algorithms miss V by up to four times what two passes
   * do at first order, and foldings reorder the terms: four roundings are allowed for each then.
   */
  static Map<Quantity, double[]> of(
      Rounding r, ErrorModel model, Convention convention, LayerInput input, int c) {
    boolean strict = model.variance() == ErrorModel.VarianceClass.TWO_PASS && !model.folded();
    RunningErrors arithmetic = new RunningErrors(r, strict ? r.u() : 4 * r.u());
    ChannelOutput<Number> channel =
        Definition.of(input.layer(), convention)
            .evaluate(
                arithmetic, roundedEpsilon(arithmetic, ChannelInput.of(arithmetic, input, c)));
    Map<Quantity, double[]> bounds = new EnumMap<>(Quantity.class);
    for (Map.Entry<Quantity, List<Number>> entry : channel.values().entrySet()) {
      bounds.put(
          entry.getKey(),
          entry.getValue().stream().mapToDouble(n -> r.stored(n.value(), n.error())).toArray());
    }
    return bounds;
  }

  // ε arrives in binary64 and may be rounded to the compute format.
  private static ChannelInput<Number> roundedEpsilon(
      RunningErrors arithmetic, ChannelInput<Number> in) {
    double epsilon = in.epsilon().value();
    Number rounded = new Number(epsilon, arithmetic.u * epsilon + arithmetic.r.eta());
    return new ChannelInput<>(
        in.mode(),
        in.x(),
        in.gamma(),
        in.beta(),
        rounded,
        in.rule(),
        in.momentum(),
        in.clip(),
        in.runningMean(),
        in.runningSpread(),
        in.updates(),
        in.dy(),
        in.second());
  }

  private Number rounded(double value, double propagated, double relative) {
    double error = propagated + (relative + OWN) * (Math.abs(value) + propagated) + r.eta();
    return new Number(value, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error);
  }

  @Override
  public Number constant(double value) {
    return new Number(value, 0);
  }

  @Override
  public Number add(Number a, Number b) {
    return rounded(a.value + b.value, a.error + b.error, u);
  }

  @Override
  public Number subtract(Number a, Number b) {
    return rounded(a.value - b.value, a.error + b.error, u);
  }

  @Override
  public Number multiply(Number a, Number b) {
    double propagated =
        Math.abs(a.value) * b.error + Math.abs(b.value) * a.error + a.error * b.error;
    return rounded(a.value * b.value, propagated, u);
  }

  @Override
  public Number divide(Number a, Number b) {
    double quotient = a.value / b.value;
    double smallest = Math.abs(b.value) - b.error;
    double propagated =
        smallest > 0
            ? (a.error + Math.abs(quotient) * b.error) / smallest
            : Double.POSITIVE_INFINITY;
    return rounded(quotient, propagated, Math.max(u, r.division()));
  }

  @Override
  public Number negate(Number a) {
    return new Number(-a.value, a.error);
  }

  @Override
  public Number sqrt(Number a) {
    double root = Math.sqrt(a.value);
    double low = Math.sqrt(Math.max(0, a.value - a.error));
    double high = Math.sqrt(a.value + a.error);
    return rounded(root, Math.max(root - low, high - root), Math.max(u, r.root()));
  }

  @Override
  public Number clamp(Number a, Number low, Number high) {
    double value = clamp(a.value, low.value, high.value);
    double up = clamp(a.value + a.error, low.value, high.value) - value;
    double down = value - clamp(a.value - a.error, low.value, high.value);
    return new Number(value, Math.max(Math.max(up, down), Math.max(low.error, high.error)));
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }

  @Override
  public Number stopGradient(Number a) {
    return a;
  }

  @Override
  public double value(Number a) {
    return a.value;
  }
}
