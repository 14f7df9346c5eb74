package org.normaudit.verification.lab.study;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * Two classes in two domains: x = 2·label·e₁ + domain·(2·e₁ + 5·e₂) + noise, noise of variance 1 in
 * every direction, label and domain each −1 or 1 with equal chance. A classifier that uses the
 * domain, which e₂ shows, can be right in Φ(2) = 97.7 % of all cases; one that uses e₁ alone, in
 * about 75 %.
 */
final class TwoDomains {
  /** The length of a row. */
  static final int INPUTS = 6;

  private static final double CLASS = 2;
  private static final double ALONG_CLASS = 2;
  private static final double ACROSS = 5;

  private TwoDomains() {}

  /** A batch from both domains, each row from a domain of its own. */
  static Rows mixed(int m, RandomGenerator random) {
    return draw(m, random, false);
  }

  /** A batch from one of the domains. */
  static Rows single(int m, RandomGenerator random) {
    return draw(m, random, true);
  }

  private static Rows draw(int m, RandomGenerator random, boolean one) {
    double[] x = new double[m * INPUTS];
    double[] label = new double[m];
    double domain = sign(random);
    for (int i = 0; i < m; i++) {
      if (!one) {
        domain = sign(random);
      }
      label[i] = sign(random);
      for (int d = 0; d < INPUTS; d++) {
        x[i * INPUTS + d] = random.nextGaussian();
      }
      x[i * INPUTS] += CLASS * label[i] + ALONG_CLASS * domain;
      x[i * INPUTS + 1] += ACROSS * domain;
    }
    return new Rows(x, label);
  }

  private static double sign(RandomGenerator random) {
    return random.nextBoolean() ? 1 : -1;
  }
}
