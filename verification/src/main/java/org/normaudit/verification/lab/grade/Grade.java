package org.normaudit.verification.lab.grade;

import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Dtype;

/**
 * How well a subject's variance withstands data far from 0.
 *
 * @param subject its name
 * @param dtype of the tensors
 * @param algorithm what its errors imply
 * @param ladder what it keeps, by κ, ascending; empty where nothing could be seen
 * @param note why there is no grade, or what the grade was read from
 */
public record Grade(
    String subject, Dtype dtype, AlgorithmClass algorithm, List<Rung> ladder, String note) {

  /**
   * One rung of the ladder.
   *
   * @param kappa the condition number √(1 + μ²/V) of the data, about
   * @param digits decimal digits of the variance that are right, in the worst of several channels
   * @param promised the digits that the subject's bound leaves there
   */
  public record Rung(double kappa, double digits, double promised) {}

  /** The grade that a person can quote: {@code f32, Welford-class, 3 digits left at κ = 1e4}. */
  public String text() {
    if (ladder.isEmpty()) {
      return String.format(Locale.ROOT, "%s, no grade: %s", dtype.label(), note);
    }
    Rung quoted = quoted();
    return String.format(
        Locale.ROOT,
        "%s, %s, %d digits left at κ = 1e%d",
        dtype.label(),
        algorithm == AlgorithmClass.UNKNOWN ? "unknown growth" : algorithm.label() + "-class",
        digitsLeft(),
        Math.round(Math.log10(quoted.kappa())));
  }

  /** The digits that {@link #text} quotes; 0 where there is no grade. */
  public int digitsLeft() {
    return ladder.isEmpty() ? 0 : (int) Math.floor(quoted().digits());
  }

  // Where one pass has lost every digit: κ²u = 1, to the nearest power of ten.
  private Rung quoted() {
    double target = -Math.log10(dtype.unitRoundoff()) / 2;
    Rung best = ladder.get(0);
    for (Rung rung : ladder) {
      double power = Math.log10(rung.kappa());
      boolean whole = Math.rint(power) == power;
      if (whole && Math.abs(power - target) < Math.abs(Math.log10(best.kappa()) - target)) {
        best = rung;
      }
    }
    return best;
  }
}
