package org.normaudit.autodiff;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * The derivative at t = 0 of φ(t) = Σ w_i·f_i(x + t·v), by central differences that know their own
 * error.
 *
 * <p>With D(h) = (φ(h) − φ(−h))/2h = φ′ + c₂h² + c₄h⁴ + …, two Richardson steps over h, 3h and 9h
 * remove the terms in h² and h⁴:
 *
 * <pre>
 *   A(h) = D(h) + (D(h) − D(3h))/8        B(h) = A(h) + (A(h) − A(3h))/80
 * </pre>
 *
 * <p>B(h) is the estimate. Its error is the sum of
 *
 * <ul>
 *   <li><b>truncation</b>: the larger of |B(h) − A(h)| and |B(h) − A(3h)|, an estimate of the error
 *       of A(3h), which is two orders worse than B(h) (C. J. F. Ridders, "Accurate computation of
 *       F′(x) and F′(x)F″(x)", Advances in Engineering Software 4(2), 1982). It grows as h⁴, but
 *       may be small by chance where terms cancel: so it counts as 3⁻⁴ of that of 3h at the least;
 *   <li><b>rounding of φ</b>: δ/h for errors of φ of size δ, through the weights that D has in B. δ
 *       is measured, see {@link #noise}; to it comes one rounding of each output;
 *   <li><b>rounding of what is compared</b>: a derivative is a sum over n outputs, and n terms
 *       added in sequence err by n roundings of Σ |w_i·∂f_i|.
 * </ul>
 *
 * <p>h runs up a ladder, by threes, from far below the scale of x to beyond it. Every step gives an
 * interval B(h) ± error. The narrowest is taken; but the ladder ends where an interval does not
 * meet those of the smaller steps, for there h has outgrown the range in which the expansion holds,
 * and where f is no longer finite. So the scale need not fit the function: a normalization changes
 * over its standard deviation, however far from zero its values lie.
 */
final class CentralDifference {

  /** Unit roundoff of binary64. */
  private static final double U = 0x1p-53;

  /** The smallest step, and the number of steps, as parts of the scale: from 3⁻²² to 3². */
  private static final double SMALLEST_STEP = Math.pow(3, -22);

  private static final int STEPS = 25;

  /**
   * Between the points that rounding is measured at, as a part of the scale: many ulps, so that
   * roundings change from point to point.
   */
  private static final double SPACING = Math.pow(3, -19);

  private static final int POINTS = 12;

  /** B(h) = (729 D(h) − 90 D(3h) + D(9h))/640, and D(3h) has a third of the rounding of D(h). */
  private static final double ROUNDING_IN_B = (729 + 90 / 3.0 + 1 / 9.0) / 640;

  /**
   * A derivative.
   *
   * @param value the estimate
   * @param error how far from it the derivative may be
   */
  record Estimate(double value, double error) {}

  /**
   * D(h).
   *
   * @param rounding the error of one rounding of each output
   * @param terms Σ |w_i·∂f_i|
   */
  private record Difference(double value, double rounding, double terms) {}

  /** B(h). */
  private record Extrapolation(double value, double truncation, double rounding) {}

  private final UnaryOperator<double[]> f;
  private final double[] x;
  private final double[] weights;
  private final double[] origin;

  /** Of f at x, with one weight for each output. The arrays are kept and not modified. */
  CentralDifference(UnaryOperator<double[]> f, double[] x, double[] weights) {
    this.f = f;
    this.x = x;
    this.weights = weights;
    this.origin = f.apply(x.clone()).clone();
    if (origin.length != weights.length) {
      throw new IllegalArgumentException(
          "the upstream gradient needs one weight for each output: "
              + (weights.length + " weights for " + origin.length + " outputs"));
    }
    GradientCheck.requireFinite("output", origin);
  }

  /** The derivative along {@code direction}; t has the size {@code scale}. */
  Estimate along(double[] direction, double scale) {
    double smallest = scale * SMALLEST_STEP;
    double spacing = scale * SPACING;
    double noise = noise(direction, 0, spacing);
    Difference[] differences = new Difference[STEPS];
    for (int k = 0; k < 3; k++) {
      differences[k] = difference(direction, smallest * Math.pow(3, k));
    }
    Extrapolation current = extrapolate(differences, 0);
    Estimate best = new Estimate(current.value, Double.POSITIVE_INFINITY);
    double step = smallest;
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (int k = 0; k + 3 < STEPS; k++) {
      double h = smallest * Math.pow(3, k);
      differences[k + 3] = difference(direction, 27 * h);
      Extrapolation next = extrapolate(differences, k + 1);
      double error =
          Math.max(current.truncation, next.truncation / 81)
              + current.rounding
              + ROUNDING_IN_B * noise / h;
      low = Math.max(low, current.value - error);
      high = Math.min(high, current.value + error);
      if (!(low <= high)) {
        break;
      }
      if (error < best.error) {
        best = new Estimate(current.value, error);
        step = h;
      }
      current = next;
    }
    if (!Double.isFinite(best.error)) {
      throw new VacuousCheckException(
          "f must be finite around x: it is not within " + 27 * smallest + " of it");
    }
    // A function that vanishes at x may round by more a step away from it.
    double more = Math.max(0, noise(direction, step, spacing) - noise);
    return new Estimate(best.value, best.error + ROUNDING_IN_B * more / step);
  }

  private Extrapolation extrapolate(Difference[] differences, int k) {
    Difference first = differences[k];
    Difference second = differences[k + 1];
    Difference third = differences[k + 2];
    double near = first.value + (first.value - second.value) / 8;
    double far = second.value + (second.value - third.value) / 8;
    double value = near + (near - far) / 80;
    double truncation = Math.max(Math.abs(value - near), Math.abs(value - far));
    double rounding = (729 * first.rounding + 90 * second.rounding + third.rounding) / 640;
    // Five roundings from φ to here, and one for each term of what this is compared with.
    double comparison = (weights.length + 5) * U * first.terms;
    return new Extrapolation(value, truncation, rounding + comparison);
  }

  private Difference difference(double[] direction, double h) {
    double[] ahead = at(direction, h);
    double[] behind = at(direction, -h);
    double magnitude = 0;
    double terms = 0;
    for (int i = 0; i < weights.length; i++) {
      double weight = Math.abs(weights[i]);
      magnitude += weight * Math.max(Math.abs(ahead[i]), Math.abs(behind[i]));
      terms += weight * Math.abs(ahead[i] - behind[i]);
    }
    return new Difference(
        (change(ahead) - change(behind)) / (2 * h), U * magnitude / h, terms / (2 * h));
  }

  /**
   * The size of the errors of φ, measured around {@code t}. A fourth difference over close points
   * leaves nothing of a smooth φ but its rounding errors, times about 1, 4, 6, 4, 1: independent
   * errors of size δ give one of size √70·δ. The largest of all is returned as it is. So it
   * overstates a typical error by an order of magnitude, and the largest possible one hardly ever
   * exceeds it. (J. J. Moré and S. M. Wild, "Estimating computational noise", SIAM J. Sci. Comput.
   * 33(3), 2011, where the points are equidistant. Ours are not: the rounding errors of x + i·h,
   * for i = 0, 1, 2, …, may lie on a straight line, of which differences leave nothing.)
   */
  private double noise(double[] direction, double t, double spacing) {
    double[] phi = new double[POINTS];
    double[] position = new double[POINTS];
    SplittableRandom random = new SplittableRandom(POINTS);
    for (int i = 0; i < POINTS; i++) {
      position[i] = i - POINTS / 2 + random.nextDouble() / 2;
      phi[i] = change(at(direction, t + position[i] * spacing));
    }
    for (int order = 1; order <= 4; order++) {
      for (int i = POINTS - 1; i >= order; i--) {
        phi[i] = order * (phi[i] - phi[i - 1]) / (position[i] - position[i - order]);
      }
    }
    double largest = 0;
    for (int i = 4; i < POINTS; i++) {
      largest = Math.max(largest, Math.abs(phi[i]));
    }
    return largest;
  }

  private double[] at(double[] direction, double t) {
    double[] point = x.clone();
    for (int j = 0; j < point.length; j++) {
      point[j] += t * direction[j];
    }
    return f.apply(point).clone(); // f may hand out the same array every time
  }

  /** φ(t) − φ(0): differences first, for they are small. */
  private double change(double[] outputs) {
    double[] differences = new double[weights.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = outputs[i] - origin[i];
    }
    return dot(weights, differences);
  }

  /**
   * Σ a_i·b_i, with the rounding errors of the additions added up beside it (A. Neumaier, 1974): as
   * if the products were added with one rounding.
   */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    double lost = 0;
    for (int i = 0; i < a.length; i++) {
      double term = a[i] * b[i];
      double next = sum + term;
      lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
      sum = next;
    }
    return sum + lost;
  }
}
