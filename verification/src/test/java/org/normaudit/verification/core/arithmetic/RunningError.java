package org.normaudit.verification.core.arithmetic;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.normaudit.autodiff.Arithmetic;

/**
 * Running error analysis: every number is the exact one together with a bound on what it can be
 * missed by in an arithmetic whose operations have a relative error of at most u and neither over-
 * nor underflow (J. H. Wilkinson; N. J. Higham, "Accuracy and Stability of Numerical Algorithms",
 * 2002, section 3.3). The bound follows from the formula and the data alone.
 */
final class RunningError implements Arithmetic<RunningError.Ball> {

  /**
   * A number and how far off it may be.
   *
   * @param exact the number
   * @param radius at least |computed − exact|
   */
  record Ball(BigDecimal exact, BigDecimal radius) {}

  private static final MathContext UP = new MathContext(12, RoundingMode.UP);
  private final ExactArithmetic a = new ExactArithmetic();
  private final BigDecimal u;

  /** For an arithmetic of that unit roundoff. */
  RunningError(BigDecimal roundoff) {
    // What is called exact here has quotients and roots with an error of their own.
    this.u = roundoff.add(a.roundoff());
  }

  /** fl(z + e) = (z + e)(1 + δ). */
  private Ball rounded(BigDecimal z, BigDecimal e) {
    return new Ball(z, e.add(u.multiply(z.abs().add(e)), UP));
  }

  @Override
  public Ball constant(double value) {
    return rounded(a.constant(value), BigDecimal.ZERO);
  }

  @Override
  public Ball add(Ball x, Ball y) {
    return rounded(a.add(x.exact, y.exact), x.radius.add(y.radius));
  }

  @Override
  public Ball subtract(Ball x, Ball y) {
    return add(x, negate(y));
  }

  @Override
  public Ball multiply(Ball x, Ball y) {
    BigDecimal e =
        x.exact
            .abs()
            .multiply(y.radius, UP)
            .add(y.exact.abs().multiply(x.radius, UP))
            .add(x.radius.multiply(y.radius, UP));
    return rounded(a.multiply(x.exact, y.exact), e);
  }

  @Override
  public Ball divide(Ball x, Ball y) {
    BigDecimal nearest = y.exact.abs().subtract(y.radius);
    if (nearest.signum() <= 0) {
      throw new ArithmeticException("the divisor may be 0: " + y);
    }
    BigDecimal q = a.divide(x.exact, y.exact);
    BigDecimal e = x.radius.add(q.abs().multiply(y.radius, UP)).divide(nearest, UP);
    return rounded(q, e);
  }

  @Override
  public Ball negate(Ball x) {
    return new Ball(x.exact.negate(), x.radius);
  }

  @Override
  public Ball sqrt(Ball x) {
    // |√x̃ − √x| = |x̃ − x|/(√x̃ + √x) ≤ radius/√x, and √radius at 0.
    BigDecimal root = a.sqrt(x.exact);
    BigDecimal e = root.signum() == 0 ? a.sqrt(x.radius).round(UP) : x.radius.divide(root, UP);
    return rounded(root, e);
  }

  @Override
  public Ball clamp(Ball x, Ball low, Ball high) {
    return new Ball(
        a.clamp(x.exact, low.exact, high.exact), x.radius.max(low.radius).max(high.radius));
  }

  @Override
  public Ball stopGradient(Ball x) {
    return x;
  }

  @Override
  public double value(Ball x) {
    return a.value(x.exact);
  }
}
