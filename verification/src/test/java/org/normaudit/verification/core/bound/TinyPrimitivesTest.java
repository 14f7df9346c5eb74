package org.normaudit.verification.core.bound;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Overflow;
import org.normaudit.verification.Thorough;
import org.normaudit.verification.lab.variants.Machine;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;

/**
 * The lemma of each primitive on all pairs and triples of a format of four bits, in every form that
 * the model allows: no error above the bound. In the profile thorough all of them, and the largest
 * share of the bound is printed.
 */
class TinyPrimitivesTest {
  private static final Dtype TINY = Dtype.format("tiny", 4, -3, 4, Overflow.INFINITY);
  private static final Dtype NARROW = Dtype.format("narrow", 3, -2, 3, Overflow.INFINITY);
  private static final ErrorModel MODEL =
      ErrorModel.ieee(TINY).withVariance(ErrorModel.VarianceClass.UPDATING);
  private static final BoundArithmetic B = new BoundArithmetic(Rounding.of(MODEL));
  private static final BoundVectors VECTORS = new BoundVectors(B, false);
  private static final BoundSums SUMS = new BoundSums(B);
  private static final BoundVectors FOLDED = new BoundVectors(B, true);
  private static final double[] NUMBERS = numbers(TINY);
  private static final Machine[] MACHINES = {new Machine(TINY, false), new Machine(TINY, true)};
  private static final Machine PLAIN = MACHINES[0];

  private double worst;
  private long judged;

  private static double[] numbers(Dtype format) {
    List<Double> all = new ArrayList<>();
    for (double v = 0; v <= format.maxFinite(); v += format.minSubnormal()) {
      if (format.round(v) == v) {
        all.add(v);
        all.add(-v);
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Takes a computed number where something is promised of it. */
  private void judge(double computed, double exact, double allowed, int terms, Object... from) {
    if (!Double.isFinite(allowed)) {
      return;
    }
    double error = Math.abs(computed - exact);
    double most = StepBounds.inflated(allowed, terms);
    judged++;
    assertTrue(
        error <= most,
        () -> error + " of " + allowed + ": " + computed + " for " + exact + Arrays.toString(from));
    worst = error == 0 ? worst : Math.max(worst, error / most);
  }

  private static boolean isSafe(Uncertain a) {
    return a.reach() <= B.limit();
  }

  private static double allowed(Uncertain a) {
    return isSafe(a) ? B.error(a) : Double.POSITIVE_INFINITY;
  }

  @AfterEach
  void report(TestInfo test) {
    assertTrue(judged > 0);
    if (Thorough.isAskedFor()) {
      System.out.printf(
          Locale.ROOT, "tiny, %s: %.3f of %d%n", test.getDisplayName(), worst, judged);
    }
  }

  private interface Triple {
    void of(double[] x);
  }

  // All pairs or triples, or every so many-th.
  private static void all(int m, int stride, Triple each) {
    long count = (long) Math.pow(NUMBERS.length, m);
    for (long i = 0; i < count; i += stride) {
      double[] x = new double[m];
      long rest = i;
      for (int k = 0; k < m; k++) {
        x[k] = NUMBERS[(int) (rest % NUMBERS.length)];
        rest /= NUMBERS.length;
      }
      each.of(x);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void sumsAndMeans(int m) {
    all(m, m == 2 ? 1 : Thorough.stride(211), x -> sumOf(x));
  }

  private void sumOf(double[] x) {
    int m = x.length;
    Uncertain sum = SUMS.sum(UncertainVector.exact(x, false), MODEL.depth(m));
    Uncertain mean = B.mean(sum, m);
    double exact = Arrays.stream(x).sum();
    double reciprocal = PLAIN.divide(1, m);
    // With every number last.
    for (int last = 0; last < m; last++) {
      double first = x[(last + 1) % m];
      for (int k = 2; k < m; k++) {
        first = PLAIN.add(first, x[(last + k) % m]);
      }
      double computed = PLAIN.add(first, x[last]);
      judge(computed, exact, allowed(sum), m, x);
      judge(PLAIN.divide(computed, m), exact / m, allowed(mean), m, x);
      judge(PLAIN.multiply(computed, reciprocal), exact / m, allowed(mean), m, x);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void moments(int m) {
    all(m, m == 2 ? 1 : Thorough.stride(211), x -> momentsOf(x));
  }

  private void momentsOf(double[] x) {
    for (VarianceAlgorithm algorithm :
        List.of(
            VarianceAlgorithm.TWO_PASS,
            VarianceAlgorithm.CORRECTED_TWO_PASS,
            VarianceAlgorithm.WELFORD,
            VarianceAlgorithm.MERGED)) {
      boolean updates =
          algorithm == VarianceAlgorithm.WELFORD || algorithm == VarianceAlgorithm.MERGED;
      ErrorModel model = updates ? MODEL : ErrorModel.ieee(TINY);
      SampleMoments bound = SampleMoments.of(B, model, x);
      for (Machine machine : MACHINES) {
        for (Summation order : Summation.values()) {
          VarianceAlgorithm.Moments computed = algorithm.of(machine, order, x);
          int terms = x.length;
          double exact = bound.data().mean();
          judge(computed.mean(), exact, B.error(bound.mean()), terms, algorithm, x);
          double variance = bound.data().variance();
          judge(computed.variance(), variance, B.error(bound.variance()), terms, algorithm, x);
        }
      }
    }
  }

  @Test
  void productsAndQuotients() {
    all(
        2,
        1,
        x -> {
          Uncertain a = Uncertain.exact(x[0]);
          Uncertain b = Uncertain.exact(x[1]);
          judge(PLAIN.multiply(x[0], x[1]), x[0] * x[1], allowed(B.multiply(a, b)), 1, x);
          if (x[1] != 0) {
            quotientOf(x[0], b, x[1]);
          }
        });
  }

  // By division, and by the rounded reciprocal.
  private void quotientOf(double dividend, Uncertain divisor, double computed) {
    double exact = dividend / divisor.value();
    double allowed = allowed(B.divide(Uncertain.exact(dividend), divisor));
    double reciprocal = PLAIN.divide(1, computed);
    judge(PLAIN.divide(dividend, computed), exact, allowed, 1, dividend, divisor, computed);
    judge(PLAIN.multiply(dividend, reciprocal), exact, allowed, 1, dividend, divisor, computed);
  }

  /** A divisor b that was computed as b̂. */
  @Test
  void quotientsByComputedDivisors() {
    all(
        3,
        Thorough.stride(211),
        x -> {
          if (x[1] > 0 && x[2] > 0) {
            Uncertain b = Uncertain.off(x[1], Math.abs(x[2] - x[1]));
            quotientOf(x[0], b, x[2]);
          }
        });
  }

  /** A radicand v that was computed as v̂. */
  @Test
  void rootsOfComputedRadicands() {
    all(
        2,
        1,
        x -> {
          if (x[0] >= 0 && x[1] >= 0) {
            Uncertain v = Uncertain.off(x[0], Math.abs(x[1] - x[0]));
            judge(PLAIN.sqrt(x[1]), Math.sqrt(x[0]), allowed(B.sqrt(v)), 1, x);
          }
        });
  }

  /** (x − μ)·a + b for exact x, μ, a and b, as it stands and multiplied out. */
  @Test
  void affineAndFolded() {
    all(4, Thorough.isAskedFor() ? 53 : 20011, x -> affineOf(x));
  }

  private void affineOf(double[] x) {
    UncertainVector mean = UncertainVector.repeated(Uncertain.exact(x[1]), 1);
    UncertainVector slope = UncertainVector.repeated(Uncertain.exact(x[2]), 1);
    UncertainVector shift = UncertainVector.repeated(Uncertain.exact(x[3]), 1);
    UncertainVector value = UncertainVector.exact(new double[] {x[0]}, false);
    double exact = (x[0] - x[1]) * x[2] + x[3];
    for (BoundVectors vectors : List.of(VECTORS, FOLDED)) {
      UncertainVector deviation = vectors.add(value, mean, -1);
      UncertainVector y = vectors.add(vectors.multiply(deviation, slope), shift, 1, true);
      double own =
          y.reach(0) <= B.limit() ? vectors.expandedErrors(y)[0] : Double.POSITIVE_INFINITY;
      for (Machine machine : MACHINES) {
        double d = machine.subtract(x[0], x[1]);
        judge(machine.multiplyAdd(d, x[2], x[3]), exact, own, 1, x);
        if (vectors == FOLDED) {
          double offset = machine.multiplyAdd(-x[1], x[2], x[3]);
          judge(machine.multiplyAdd(x[0], x[2], offset), exact, own, 1, x);
        }
      }
    }
  }

  /** A number v that was computed as c, stored in a narrower format. */
  @Test
  void stored() {
    Rounding r = Rounding.of(ErrorModel.ieee(NARROW).withCompute(TINY));
    all(
        2,
        1,
        x -> {
          double narrow = NARROW.round(x[1]);
          if (Double.isFinite(narrow)) {
            judge(narrow, x[0], r.stored(x[0], Math.abs(x[1] - x[0])), 1, x);
          }
        });
  }
}
