package org.normaudit.reference.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.DecimalArithmetic;
import org.normaudit.reference.contract.Steps;

/**
 * The analytic dx of batch renormalization against central differences in decimals: equal with r
 * and d held, different with r and d free. A difference with step h is off by O(h²), which
 * comparing h with h/2 shows, and by the rounding of the loss over h.
 */
class StopGradientTest {
  private static final DecimalArithmetic DECIMALS = new DecimalArithmetic();
  private static final BigDecimal STEP = BigDecimal.ONE.scaleByPowerOfTen(-15);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final Definition BATCH_NORM =
      Definition.of(LayerKind.BATCH_NORM, Convention.paper(LayerKind.BATCH_NORM));
  private static final Definition BATCH_RENORM =
      Definition.of(LayerKind.BATCH_RENORM, Convention.paper(LayerKind.BATCH_RENORM));

  private static LayerInput step(Clip clip) {
    return new Steps(Dtype.FLOAT64, 40)
        .step(LayerKind.BATCH_RENORM, Mode.TRAINING, new Shape(6, 1, 1), 1)
        .withClip(clip);
  }

  @Test
  void heldCorrectionsGiveTheAnalyticGradient() {
    for (Clip clip : List.of(Clip.symmetric(1e3, 1e3), Clip.symmetric(1, 0.0625))) {
      LayerInput step = step(clip);
      ChannelOutput<BigDecimal> out = run(BATCH_RENORM, channel(step));
      for (int i = 0; i < step.shape().count(); i++) {
        Difference difference = difference(step, i, x -> heldLoss(step, x, out));
        BigDecimal dx = out.values().get(Quantity.DX).get(i);
        assertTrue(difference.agreesWith(dx), () -> difference + " for " + dx);
      }
    }
  }

  /** Unclipped and free, the corrections undo the batch: dx is that of inference, γ·dy/σ. */
  @Test
  void freeCorrectionsGiveAnotherGradient() {
    LayerInput step = step(Clip.symmetric(1e3, 1e3));
    ChannelOutput<BigDecimal> out = run(BATCH_RENORM, channel(step));
    List<BigDecimal> inference =
        run(BATCH_RENORM, channel(step.withMode(Mode.INFERENCE))).values().get(Quantity.DX);
    for (int i = 0; i < step.shape().count(); i++) {
      Difference difference = difference(step, i, x -> freeLoss(step, x));
      BigDecimal dx = out.values().get(Quantity.DX).get(i);
      BigDecimal fixed = inference.get(i);
      assertTrue(!difference.agreesWith(dx), () -> difference + " for " + dx);
      assertTrue(difference.agreesWith(fixed), () -> difference + " for " + fixed);
    }
  }

  /** Firmly clipped, the corrections are constants anyway: held or free makes no difference. */
  @Test
  void clippedCorrectionsHaveNoGradient() {
    LayerInput step = step(Clip.symmetric(1, 0.0625));
    ChannelOutput<BigDecimal> out = run(BATCH_RENORM, channel(step));
    assertEquals(1, out.only(Quantity.R).doubleValue());
    assertEquals(0.0625, Math.abs(out.only(Quantity.D).doubleValue()));
    for (int i = 0; i < step.shape().count(); i++) {
      Difference difference = difference(step, i, x -> freeLoss(step, x));
      assertTrue(difference.agreesWith(out.values().get(Quantity.DX).get(i)));
    }
  }

  private record Difference(BigDecimal value, BigDecimal error) {
    boolean agreesWith(BigDecimal derivative) {
      return value.subtract(derivative).abs().compareTo(error) <= 0;
    }
  }

  private static Difference difference(
      LayerInput step, int i, Function<List<BigDecimal>, BigDecimal> loss) {
    BigDecimal coarse = quotient(step, i, loss, STEP);
    BigDecimal fine = quotient(step, i, loss, STEP.divide(TWO));
    // Each of the operations of the loss rounds by at most 10^(1 − digits) of its magnitude.
    BigDecimal operations = BigDecimal.valueOf(30L * step.shape().count());
    BigDecimal magnitude = BigDecimal.ONE;
    for (int k = 0; k < step.shape().count(); k++) {
      magnitude = magnitude.add(new BigDecimal(step.dy()[k]).abs());
    }
    BigDecimal rounding =
        operations.multiply(magnitude).scaleByPowerOfTen(1 - DecimalArithmetic.DIGITS);
    return new Difference(fine, coarse.subtract(fine).abs().add(rounding.divide(STEP)));
  }

  private static BigDecimal quotient(
      LayerInput step, int i, Function<List<BigDecimal>, BigDecimal> loss, BigDecimal h) {
    BigDecimal up = loss.apply(moved(step, i, h));
    BigDecimal down = loss.apply(moved(step, i, h.negate()));
    return DECIMALS.divide(up.subtract(down), h.multiply(TWO));
  }

  private static List<BigDecimal> moved(LayerInput step, int i, BigDecimal h) {
    List<BigDecimal> x = new ArrayList<>(channel(step).x());
    x.set(i, x.get(i).add(h));
    return x;
  }

  private static BigDecimal freeLoss(LayerInput step, List<BigDecimal> x) {
    ChannelInput<BigDecimal> in = withX(channel(step), x);
    return new Algebra<>(DECIMALS).dot(in.dy(), run(BATCH_RENORM, in).values().get(Quantity.Y));
  }

  /** Σ dy·(γ(x̂⁰·r + d) + β), x̂⁰ by batch normalization, r and d given. */
  private static BigDecimal heldLoss(
      LayerInput step, List<BigDecimal> x, ChannelOutput<BigDecimal> given) {
    LayerInput plain =
        step.withLayer(LayerKind.BATCH_NORM).withAffine(new double[] {1}, new double[] {0});
    ChannelInput<BigDecimal> in = withX(channel(plain), x);
    Algebra<BigDecimal> v = new Algebra<>(DECIMALS);
    List<BigDecimal> standardized = run(BATCH_NORM, in).values().get(Quantity.Y);
    List<BigDecimal> xhat =
        v.plus(v.times(standardized, given.only(Quantity.R)), given.only(Quantity.D));
    BigDecimal gamma = new BigDecimal(step.gamma()[0]);
    BigDecimal beta = new BigDecimal(step.beta()[0]);
    return v.dot(in.dy(), v.plus(v.times(xhat, gamma), beta));
  }

  private static ChannelInput<BigDecimal> channel(LayerInput step) {
    return ChannelInput.of(DECIMALS, step, 0);
  }

  private static ChannelOutput<BigDecimal> run(Definition definition, ChannelInput<BigDecimal> in) {
    return definition.evaluate(DECIMALS, in);
  }

  private static ChannelInput<BigDecimal> withX(ChannelInput<BigDecimal> in, List<BigDecimal> x) {
    return new ChannelInput<>(
        in.mode(),
        x,
        in.gamma(),
        in.beta(),
        in.epsilon(),
        in.rule(),
        in.momentum(),
        in.clip(),
        in.runningMean(),
        in.runningSpread(),
        in.updates(),
        in.dy(),
        in.second());
  }
}
