package org.normaudit.benchmarks.peers;

import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/**
 * How a step's update rule is said to a library that takes one number called momentum. The papers'
 * rule is said as the plain number: what the library makes of it is its convention, and found by
 * the audit. Any other rule is an explicit wish, and the library either has it or does not.
 */
final class Momentum {
  private Momentum() {}

  /** Whether the step leaves the running statistics alone although it trains. */
  static boolean isFrozen(LayerInput step) {
    return step.mode() == Mode.TRAINING && step.rule().sense() == Sense.FROZEN;
  }

  /**
   * The number to hand over; for a frozen step any would do.
   *
   * @param own what the number means to the library
   * @param kept which variance the library keeps
   * @throws UnsupportedOperationException if the library cannot do what is wished
   */
  static double of(LayerInput step, String library, Sense own, Correction kept) {
    UpdateRule rule = step.rule();
    if (rule.correction() != Correction.BIASED && rule.correction() != kept) {
      throw new UnsupportedOperationException(
          "%s keeps the %s variance alone"
              .formatted(library, kept.name().toLowerCase(java.util.Locale.ROOT)));
    }
    if (rule.sense() == Sense.UPDATE_WEIGHT
        || rule.sense() == Sense.FROZEN
        || rule.sense() == own) {
      return rule.momentum();
    }
    throw new UnsupportedOperationException(
        "%s has no update of the kind %s".formatted(library, rule.sense()));
  }
}
