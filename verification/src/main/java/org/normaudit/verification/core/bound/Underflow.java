package org.normaudit.verification.core.bound;

/**
 * What is lost below the normal numbers where means of v·x̂, dy·x̂ and v·dy, or of v·x̃ and dy·x̃,
 * are made first and multiplied by γ, r and powers of s afterwards.
 *
 * @param alongDy |ū(dy·x̂)|
 * @param alongV |ū(v·x̂)|
 */
record Underflow(
    double eta,
    double s,
    double gamma,
    double scale,
    double ggGamma,
    double alongDy,
    double alongV) {

  // γr·s²·[x̂·k − …]: one η each for x̂·k and the two other products, one for each of the means in
  // them, times what these are multiplied with; and ggG·r·s·P. Means with x̃ for x̂ are multiplied
  // with another power of s each.
  double ofX(double xhat, double rests) {
    double bracket = 3 + rests + xhat * (3 + 3 * alongDy + 3 * alongV);
    return eta
        * (1 + scale)
        * ((1 + gamma) * (1 + s * s) * (1 + s * s) * bracket
            + (1 + ggGamma) * (1 + s) * (1 + s) * (2 + xhat));
  }

  // γr·s·P(v), with one η for ū(v·x̂)·x̂ and one for the mean itself.
  double ofDy(double xhat) {
    return eta * (1 + scale) * (1 + gamma) * (1 + s) * (1 + s) * (2 + xhat);
  }

  // r·s·Σv·P(dy), or with the sum Σv·x̂ times ū(dy·x̂).
  double ofGamma(int m) {
    return eta * (m + 1) * (1 + scale) * (1 + s) * (2 + alongDy);
  }
}
