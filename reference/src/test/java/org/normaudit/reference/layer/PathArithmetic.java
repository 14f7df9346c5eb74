package org.normaudit.reference.layer;

import org.normaudit.autodiff.Arithmetic;

/**
 * Bounds what rounding can do to a gradient that an algorithm makes of a formula, in whatever order
 * it multiplies the partial derivatives along a path and adds the paths. Each number carries
 *
 * <ul>
 *   <li>its value;
 *   <li>a magnitude: what its value would be were there no cancellation in it. A computed value is
 *       off by at most γ_k of that, k the roundings on its longest chain of operations;
 *   <li>for each input, the sum over all paths of the product of the partial derivatives, each
 *       taken at its magnitude;
 *   <li>its depth: the longest chain of operations.
 * </ul>
 */
final class PathArithmetic implements Arithmetic<PathArithmetic.Path> {
  private final int inputs;

  PathArithmetic(int inputs) {
    this.inputs = inputs;
  }

  /** A number with the magnitudes of its value and of its derivatives by the inputs. */
  record Path(double value, double magnitude, double[] slopes, int depth) {}

  Path variable(int index, double value) {
    double[] slopes = new double[inputs];
    slopes[index] = 1;
    return new Path(value, Math.abs(value), slopes, 0);
  }

  @Override
  public Path constant(double value) {
    return new Path(value, Math.abs(value), new double[inputs], 0);
  }

  private Path node(double value, double magnitude, Path a, double byA, Path b, double byB) {
    double[] slopes = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      slopes[i] = byA * a.slopes[i] + byB * b.slopes[i];
    }
    return new Path(value, magnitude, slopes, 1 + Math.max(a.depth, b.depth));
  }

  @Override
  public Path add(Path a, Path b) {
    return node(a.value + b.value, a.magnitude + b.magnitude, a, 1, b, 1);
  }

  @Override
  public Path subtract(Path a, Path b) {
    return node(a.value - b.value, a.magnitude + b.magnitude, a, 1, b, 1);
  }

  @Override
  public Path multiply(Path a, Path b) {
    return node(a.value * b.value, a.magnitude * b.magnitude, a, b.magnitude, b, a.magnitude);
  }

  @Override
  public Path divide(Path a, Path b) {
    double reciprocal = b.magnitude / (b.value * b.value);
    double magnitude = a.magnitude * reciprocal;
    return node(a.value / b.value, magnitude, a, reciprocal, b, magnitude * reciprocal);
  }

  @Override
  public Path negate(Path a) {
    return node(-a.value, a.magnitude, a, 1, a, 0);
  }

  @Override
  public Path sqrt(Path a) {
    double root = Math.sqrt(a.value);
    if (root == 0) {
      return node(0, 0, a, 0, a, 0);
    }
    return node(root, a.magnitude / root, a, a.magnitude / a.value / (2 * root), a, 0);
  }

  @Override
  public Path clamp(Path a, Path low, Path high) {
    if (a.value < low.value) {
      return low;
    }
    return a.value > high.value ? high : a;
  }

  @Override
  public Path stopGradient(Path a) {
    return new Path(a.value, a.magnitude, new double[inputs], a.depth);
  }

  @Override
  public double value(Path a) {
    return a.value;
  }
}
