package org.normaudit.verification.lab.variants;

import org.normaudit.reference.Dtype;

/**
 * How a machine makes mean and variance of m values. The growth of the error with κ = √(1 + μ²/V)
 * is that of T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the sample variance:
 * analysis and recommendations", Am. Stat. 37 (1983), doi:10.2307/2683386, table 1.
 */
public enum VarianceAlgorithm {
  /** V = ū(x²) − μ², not below 0. Error ~ m·κ²·u. */
  ONE_PASS {
    @Override
    public Moments of(Machine a, Summation order, double[] x) {
      return textbook(a, order, x, 0);
    }
  },
  /** The same for x − x₁. Error ~ m·κ²·u with the κ of the shifted values. */
  SHIFTED_ONE_PASS {
    @Override
    public Moments of(Machine a, Summation order, double[] x) {
      return textbook(a, order, x, x[0]);
    }
  },
  /** Sums of x and x² in binary64 whatever the machine's format. Error ~ u + m·κ²·2⁻⁵³. */
  WIDE_ONE_PASS {
    @Override
    public Moments of(Machine a, Summation order, double[] x) {
      Moments wide = textbook(new Machine(Dtype.FLOAT64, a.fused()), order, x, 0);
      return new Moments(a.round(wide.mean()), a.round(wide.variance()));
    }
  },
  /** V = ū((x−μ)²). Error ~ m·u + m²κ²u². */
  TWO_PASS {
    @Override
    public Moments of(Machine a, Summation order, double[] x) {
      double mean = order.mean(a, x);
      double[] deviation = deviations(a, x, mean);
      return new Moments(mean, order.meanProduct(a, deviation, deviation));
    }
  },
  /** V = ū((x−μ)²) − ū(x−μ)². Error ~ m·u + m³κ²u³. */
  CORRECTED_TWO_PASS {
    @Override
    public Moments of(Machine a, Summation order, double[] x) {
      double mean = order.mean(a, x);
      double[] deviation = deviations(a, x, mean);
      double rest = order.mean(a, deviation);
      double squares = order.meanProduct(a, deviation, deviation);
      return new Moments(mean, Math.max(0, a.multiplyAdd(-rest, rest, squares)));
    }
  },
  /** One value after another: δ = x − μ, μ ← μ + δ/n, S ← S + δ(x − μ). Error ~ m·κ·u. */
  WELFORD {
    @Override
    public Moments of(Machine a, Summation order, double[] x) {
      double mean = 0;
      double squares = 0;
      for (int k = 0; k < x.length; k++) {
        double delta = a.subtract(x[k], mean);
        mean = a.add(mean, a.divide(delta, a.round(k + 1)));
        squares = a.multiplyAdd(delta, a.subtract(x[k], mean), squares);
      }
      return new Moments(mean, a.divide(squares, a.round(x.length)));
    }
  },
  /** Moments of halves merged: S = S₁ + S₂ + δ²·n₁n₂/n, δ = μ₂ − μ₁. Error ~ log₂m·κ·u. */
  MERGED {
    @Override
    public Moments of(Machine a, Summation order, double[] x) {
      Moments sums = merged(a, x, 0, x.length);
      return new Moments(sums.mean(), a.divide(sums.variance(), a.round(x.length)));
    }
  };

  /**
   * Mean and biased variance.
   *
   * @param mean μ
   * @param variance V
   */
  public record Moments(double mean, double variance) {}

  /**
   * The biased variance as a machine of that format makes it, without fused operations.
   *
   * @param x at least one value of {@code format}. Not modified.
   */
  public double variance(Dtype format, Summation order, double[] x) {
    return of(new Machine(format, false), order, x).variance();
  }

  /** The moments of at least one value. */
  public abstract Moments of(Machine a, Summation order, double[] x);

  private static Moments textbook(Machine a, Summation order, double[] x, double shift) {
    double[] shifted = shift == 0 ? x : deviations(a, x, shift);
    double mean = order.mean(a, shifted);
    double squares = order.meanProduct(a, shifted, shifted);
    return new Moments(a.add(mean, shift), Math.max(0, a.multiplyAdd(-mean, mean, squares)));
  }

  private static double[] deviations(Machine a, double[] x, double mean) {
    double[] deviation = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      deviation[k] = a.subtract(x[k], mean);
    }
    return deviation;
  }

  private static Moments merged(Machine a, double[] x, int from, int to) {
    int n = to - from;
    if (n == 1) {
      return new Moments(x[from], 0);
    }
    int middle = (from + to) >>> 1;
    Moments left = merged(a, x, from, middle);
    Moments right = merged(a, x, middle, to);
    double delta = a.subtract(right.mean(), left.mean());
    double share = a.divide(a.round(to - middle), a.round(n));
    double mean = a.multiplyAdd(delta, share, left.mean());
    double between =
        a.multiply(a.multiply(delta, delta), a.multiply(a.round(middle - from), share));
    return new Moments(mean, a.add(a.add(left.variance(), right.variance()), between));
  }
}
