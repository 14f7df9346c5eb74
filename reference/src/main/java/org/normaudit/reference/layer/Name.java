package org.normaudit.reference.layer;

/**
 * The name of a value inside a layer. An algebra may replace the value of a name: a seeded mistake
 * changes it, a layer of lower precision rounds it, a diagnosis reads it. A result has the name of
 * its role.
 *
 * @param label the value in words
 */
public record Name(String label) {
  /** μ of the values that share statistics. */
  public static final Name MEAN = new Name("mean");

  /** V of them, biased. */
  public static final Name VARIANCE = new Name("variance");

  /** The variance that normalizes: V, or V·m/(m−1). */
  public static final Name NORMALIZING = new Name("normalizing variance");

  /** The root in σ. */
  public static final Name ROOT = new Name("root");

  /** σ, what x − μ is divided by. */
  public static final Name SIGMA = new Name("sigma");

  /** x̂ by the values' own statistics. */
  public static final Name XHAT = new Name("xhat");

  /** The statistic of the batch that the running spread follows. */
  public static final Name KEPT = new Name("kept spread");

  /** What r and d divide by. */
  public static final Name DIVISOR = new Name("divisor of r and d");

  /** x − μ where the statistics do not depend on x. */
  public static final Name DEVIATIONS = new Name("deviations at inference");

  /** What inference divides by. */
  public static final Name FIXED_SIGMA = new Name("sigma at inference");

  /** x̂ as it enters the output: after r and d, or by running statistics. */
  public static final Name NORMALIZED = new Name("normalized");

  /** The gradient of x̂: γ·dy. */
  public static final Name G = new Name("gradient of xhat");

  /** dy/σ where the statistics do not depend on x. */
  public static final Name DY_OVER_SIGMA = new Name("dy over sigma");

  /** ū(g). */
  public static final Name MEAN_G = new Name("mean of g");

  /** g − ū(g), or g where no mean is subtracted. */
  public static final Name REST_G = new Name("g without its mean");

  /** ū(g·x̂). */
  public static final Name PROJECTION = new Name("projection on xhat");

  /** The name of a result. */
  public static Name of(Role role) {
    return new Name(role.label());
  }

  /** The label's: names are keys of every evaluation. */
  @Override
  public int hashCode() {
    return label.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Name name && label.equals(name.label);
  }

  @Override
  public String toString() {
    return label;
  }
}
