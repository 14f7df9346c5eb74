package org.normaudit.verification.bound;

import java.util.Map;
import org.normaudit.reference.Quantity;

/**
 * The allowances of the double backward of one channel: its formulas over {@link Approximate}
 * numbers, which start from the bounds of x̂, 1/σ, r and d. Two roundings are allowed for each
 * operation, since products of three and four factors are grouped in many ways.
 */
final class DoubleBackwardBound {
  private final Rounding r;
  private final Approximate.Operations a;
  private final double gamma;
  private final Approximate[] dy;
  private final Approximate[] v;
  private final Approximate ggGamma;
  private final Approximate ggBeta;

  DoubleBackwardBound(
      Rounding r, int depth, double gamma, double[] dy, double[] v, double ggGamma, double ggBeta) {
    this.r = r;
    this.a = new Approximate.Operations(r, depth, 2);
    this.gamma = gamma;
    this.dy = exact(dy);
    this.v = exact(v);
    this.ggGamma = Approximate.exact(ggGamma);
    this.ggBeta = Approximate.exact(ggBeta);
  }

  private static Approximate[] exact(double[] values) {
    Approximate[] all = new Approximate[values.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = Approximate.exact(values[k]);
    }
    return all;
  }

  /** grad_x = ggG·dy/σ, grad_gamma = Σv·dy/σ, grad_dy = γ·v/σ + ggG·x̂ + ggB. */
  void fixed(Normalized n, Map<Quantity, double[]> out) {
    Approximate inverse = Approximate.relative(1 / n.divisor().sigma(), n.divisor().inverse());
    Approximate[] xhat = approximate(n.xhat(), n.delta());
    int m = dy.length;
    double[] gradX = new double[m];
    double[] gradDy = new double[m];
    Approximate[] products = new Approximate[m];
    for (int k = 0; k < m; k++) {
      Approximate scaled = a.multiply(dy[k], inverse);
      products[k] = a.multiply(v[k], scaled);
      double early = r.eta() * Math.abs(inverse.value());
      gradX[k] = stored(a.multiply(ggGamma, scaled).widened(early));
      Approximate fromV = a.multiply(Approximate.exact(gamma), a.multiply(v[k], inverse));
      Approximate fromX = a.add(a.multiply(ggGamma, xhat[k]), ggBeta);
      gradDy[k] = stored(a.add(fromV, fromX).widened(early));
    }
    // Σv·dy, ggG·dy and γ·v may underflow before 1/σ comes.
    double lost = r.eta() * (m + 1) * Math.abs(inverse.value());
    out.put(Quantity.GRAD_X, gradX);
    out.put(Quantity.GRAD_GAMMA, new double[] {stored(a.sum(products).widened(lost))});
    out.put(Quantity.GRAD_DY, gradDy);
  }

  /**
   * Training: x̃ = x − μ, s = 1/σ, t = 2dσ/dV, t' = dt/dV, h = s²t and h' = s²t' − s³t²; then P(w)
   * = s(w − ū(w)) − h·x̃·ū(w·x̃), K = −h·cov(v, dy) − 2h'·ū(v·x̃)ū(dy·x̃), and
   *
   * <ul>
   *   <li>grad_x = γr[x̃·K − h·ū(v·x̃)(dy − ū(dy)) − h·ū(dy·x̃)(v − ū(v))] + ggG·r·P(dy)
   *   <li>grad_gamma = r·Σv·P(dy)
   *   <li>grad_dy = γr·P(v) + ggG(r·s·x̃ + d) + ggB
   * </ul>
   *
   * <p>Where a product underflows before the powers of s come, they make the η that it lost larger:
   * {@link Underflow} holds what other groupings of the factors add.
   *
   * @param slope t with its error
   * @param bend t' with its error
   * @param folded what folding x·a + b may add to the error of each x̃
   */
  void training(
      Normalized n,
      Approximate slope,
      Approximate bend,
      double[] folded,
      Approximate scale,
      Approximate shift,
      Map<Quantity, double[]> out) {
    int m = dy.length;
    Approximate[] x = new Approximate[m];
    for (int k = 0; k < m; k++) {
      double error = n.deltaCentered() + folded[k];
      x[k] =
          new Approximate(
              n.centered()[k], error + r.u() * (Math.abs(n.centered()[k]) + error) + r.eta());
    }
    Approximate s = Approximate.relative(1 / n.divisor().sigma(), n.divisor().inverse());
    Approximate s2 = a.multiply(s, s);
    Approximate h = a.multiply(s2, slope);
    Approximate bent =
        a.subtract(a.multiply(s2, bend), a.multiply(a.multiply(s2, s), slope, slope));

    Approximate[] dyRest = a.centered(dy);
    Approximate[] vRest = a.centered(v);
    Approximate alongDy = a.mean(a.products(dy, x));
    Approximate alongV = a.mean(a.products(v, x));
    Approximate covariance =
        a.subtract(a.mean(a.products(v, dy)), a.multiply(a.mean(v), a.mean(dy)));
    Approximate twiceBent = new Approximate(2 * bent.value(), 2 * bent.error());
    Approximate bending = a.multiply(twiceBent, alongV, alongDy);
    Approximate k = a.add(a.multiply(h, covariance), bending).negated();
    Approximate byV = a.multiply(h, alongV);
    Approximate byDy = a.multiply(h, alongDy);
    Approximate gammaR = a.multiply(Approximate.exact(gamma), scale);
    Approximate ggR = a.multiply(ggGamma, scale);

    Underflow lost =
        new Underflow(
            r.eta(),
            s.value(),
            Math.abs(gamma),
            scale.value(),
            Math.abs(ggGamma.value()),
            Math.abs(alongDy.value()) * s.value(),
            Math.abs(alongV.value()) * s.value());

    double[] gradX = new double[m];
    double[] gradDy = new double[m];
    Approximate[] products = new Approximate[m];
    for (int i = 0; i < m; i++) {
      double size = Math.abs(x[i].value()) * s.value();
      Approximate bracket =
          a.subtract(
              a.subtract(a.multiply(x[i], k), a.multiply(byV, dyRest[i])),
              a.multiply(byDy, vRest[i]));
      Approximate projectedDy = a.subtract(a.multiply(s, dyRest[i]), a.multiply(byDy, x[i]));
      Approximate projectedV = a.subtract(a.multiply(s, vRest[i]), a.multiply(byV, x[i]));
      Approximate sum = a.add(a.multiply(gammaR, bracket), a.multiply(ggR, projectedDy));
      double rests = Math.abs(dyRest[i].value()) + Math.abs(vRest[i].value());
      gradX[i] = stored(sum.widened(lost.ofX(size, rests)));
      products[i] = a.multiply(v[i], projectedDy);
      Approximate xhat = a.add(a.multiply(scale, a.multiply(s, x[i])), shift);
      Approximate fromX = a.add(a.multiply(ggGamma, xhat), ggBeta);
      gradDy[i] = stored(a.add(a.multiply(gammaR, projectedV), fromX).widened(lost.ofDy(size)));
    }
    Approximate total = a.multiply(scale, a.sum(products)).widened(lost.ofGamma(m));
    out.put(Quantity.GRAD_X, gradX);
    out.put(Quantity.GRAD_GAMMA, new double[] {stored(total)});
    out.put(Quantity.GRAD_DY, gradDy);
  }

  /**
   * What is lost below the normal numbers where means of v·x̂, dy·x̂ and v·dy are made first and
   * multiplied by γ, r and powers of s afterwards.
   *
   * @param alongDy |ū(dy·x̂)|
   * @param alongV |ū(v·x̂)|
   */
  private record Underflow(
      double eta,
      double s,
      double gamma,
      double scale,
      double ggGamma,
      double alongDy,
      double alongV) {

    // γr·s²·[x̂·k − …]: one η each for x̂·k and the two other products, one for each of the means
    // in
    // them, times what these are multiplied with; and ggG·r·s·P.
    double ofX(double xhat, double rests) {
      double bracket = 3 + rests + xhat * (3 + 3 * alongDy + 3 * alongV);
      return eta
          * (1 + scale)
          * ((1 + gamma) * (1 + s * s) * bracket + (1 + ggGamma) * (1 + s) * (2 + xhat));
    }

    // γr·s·P(v), with one η for ū(v·x̂)·x̂ and one for the mean itself.
    double ofDy(double xhat) {
      return eta * (1 + scale) * (1 + gamma) * (1 + s) * (2 + xhat);
    }

    // r·s·Σv·P(dy), or with the sum Σv·x̂ times ū(dy·x̂).
    double ofGamma(int m) {
      return eta * (m + 1) * (1 + scale) * (1 + s) * (2 + alongDy);
    }
  }

  private static Approximate[] approximate(double[] values, double[] errors) {
    Approximate[] all = new Approximate[values.length];
    for (int k = 0; k < all.length; k++) {
      all[k] = new Approximate(values[k], errors[k]);
    }
    return all;
  }

  private double stored(Approximate result) {
    return r.stored(result.value(), result.error());
  }
}
