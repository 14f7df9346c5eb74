package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
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
  private static final Algebra<BigDecimal> V = new Algebra<>(DECIMALS);
  private static final BigDecimal STEP = BigDecimal.ONE.scaleByPowerOfTen(-15);
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private static Step step(Clip clip) {
    return ClassicalView.step(
            new Steps(Dtype.FLOAT64, 40)
                .step(LayerKind.BATCH_RENORM, Mode.TRAINING, new Shape(6, 1, 1), 1))
        .withClip(clip);
  }

  @Test
  void heldCorrectionsGiveTheAnalyticGradient() {
    for (Clip clip : List.of(Clip.symmetric(1e3, 1e3), Clip.symmetric(1, 0.0625))) {
      Step step = step(clip);
      BlockStep<BigDecimal> out = run(channel(step));
      for (int i = 0; i < step.shape().count(); i++) {
        Difference difference = difference(step, i, x -> heldLoss(step, x, out));
        BigDecimal dx = out.result(Roles.DX).get(i);
        assertTrue(difference.agreesWith(dx), () -> difference + " for " + dx);
      }
    }
  }

  /** Unclipped and free, the corrections undo the batch: dx is that of inference, γ·dy/σ. */
  @Test
  void freeCorrectionsGiveAnotherGradient() {
    Step step = step(Clip.symmetric(1e3, 1e3));
    BlockStep<BigDecimal> out = run(channel(step));
    List<BigDecimal> inference = run(channel(step.withMode(Mode.INFERENCE))).result(Roles.DX);
    for (int i = 0; i < step.shape().count(); i++) {
      Difference difference = difference(step, i, x -> freeLoss(step, x));
      BigDecimal dx = out.result(Roles.DX).get(i);
      BigDecimal fixed = inference.get(i);
      assertTrue(!difference.agreesWith(dx), () -> difference + " for " + dx);
      assertTrue(difference.agreesWith(fixed), () -> difference + " for " + fixed);
    }
  }

  /** Firmly clipped, the corrections are constants anyway: held or free makes no difference. */
  @Test
  void clippedCorrectionsHaveNoGradient() {
    Step step = step(Clip.symmetric(1, 0.0625));
    BlockStep<BigDecimal> out = run(channel(step));
    assertEquals(1, out.result(Roles.R).get(0).doubleValue());
    assertEquals(0.0625, Math.abs(out.result(Roles.D).get(0).doubleValue()));
    for (int i = 0; i < step.shape().count(); i++) {
      Difference difference = difference(step, i, x -> freeLoss(step, x));
      assertTrue(difference.agreesWith(out.result(Roles.DX).get(i)));
    }
  }

  private record Difference(BigDecimal value, BigDecimal error) {
    boolean agreesWith(BigDecimal derivative) {
      return value.subtract(derivative).abs().compareTo(error) <= 0;
    }
  }

  private static Difference difference(
      Step step, int i, Function<List<BigDecimal>, BigDecimal> loss) {
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
      Step step, int i, Function<List<BigDecimal>, BigDecimal> loss, BigDecimal h) {
    BigDecimal up = loss.apply(moved(step, i, h));
    BigDecimal down = loss.apply(moved(step, i, h.negate()));
    return DECIMALS.divide(up.subtract(down), h.multiply(TWO));
  }

  private static List<BigDecimal> moved(Step step, int i, BigDecimal h) {
    List<BigDecimal> x = new ArrayList<>(channel(step).get(Roles.X));
    x.set(i, x.get(i).add(h));
    return x;
  }

  private static BigDecimal freeLoss(Step step, List<BigDecimal> x) {
    BlockStep<BigDecimal> in = withX(channel(step), x);
    return V.dot(in.get(Roles.DY), run(in).result(Roles.Y));
  }

  /** Σ dy·(γ(x̂⁰·r + d) + β), x̂⁰ by batch normalization, r and d given. */
  private static BigDecimal heldLoss(Step step, List<BigDecimal> x, BlockStep<BigDecimal> given) {
    Step plain =
        step.withLayer(Layers.of("batchnorm")).withAffine(new double[] {1}, new double[] {0});
    BlockStep<BigDecimal> in = withX(channel(plain), x);
    List<BigDecimal> standardized = run(in).result(Roles.Y);
    List<BigDecimal> xhat =
        V.plus(V.times(standardized, given.result(Roles.R).get(0)), given.result(Roles.D).get(0));
    BigDecimal gamma = new BigDecimal(step.gamma()[0]);
    BigDecimal beta = new BigDecimal(step.beta()[0]);
    return V.dot(in.get(Roles.DY), V.plus(V.times(xhat, gamma), beta));
  }

  private static BlockStep<BigDecimal> channel(Step step) {
    return BlockStep.of(V, step, 0);
  }

  private static BlockStep<BigDecimal> run(BlockStep<BigDecimal> block) {
    return block.evaluate(block.step().layer().paper());
  }

  private static BlockStep<BigDecimal> withX(BlockStep<BigDecimal> block, List<BigDecimal> x) {
    return block.with(Map.of(Roles.X, x));
  }
}
