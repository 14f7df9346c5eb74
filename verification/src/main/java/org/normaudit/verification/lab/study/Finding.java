package org.normaudit.verification.lab.study;

/**
 * One number beside its expectation.
 *
 * @param what is measured
 * @param measured the number
 * @param relation how it has to lie to the expectation
 * @param expected the expectation
 * @param allowed by how much the number may be off, derived; 0 where it is exact
 * @param why what {@code allowed} is made of
 */
public record Finding(
    String what, double measured, Relation relation, double expected, double allowed, String why) {

  /** How a number has to lie to its expectation. */
  public enum Relation {
    /** No further from it than is allowed. */
    EQUAL("="),
    /** Above it, by more than what is allowed to chance. */
    ABOVE(">"),
    /** Below it, by more than what is allowed to chance. */
    BELOW("<");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    /** The sign of the relation in tables. */
    public String sign() {
      return sign;
    }
  }

  /** A number that should be the expected one. */
  static Finding equal(String what, double measured, double expected, double allowed, String why) {
    return new Finding(what, measured, Relation.EQUAL, expected, allowed, why);
  }

  /** A mean that should lie above a number, with all of its interval. */
  static Finding above(String what, Sample sample, double expected) {
    return new Finding(
        what, sample.mean(), Relation.ABOVE, expected, sample.interval(), Sample.INTERVAL);
  }

  /** A mean that should lie below a number, with all of its interval. */
  static Finding below(String what, Sample sample, double expected) {
    return new Finding(
        what, sample.mean(), Relation.BELOW, expected, sample.interval(), Sample.INTERVAL);
  }

  /** Whether the number meets its expectation; NaN does not. */
  public boolean holds() {
    return switch (relation) {
      case EQUAL -> Math.abs(measured - expected) <= allowed;
      case ABOVE -> measured - allowed > expected;
      case BELOW -> measured + allowed < expected;
    };
  }
}
