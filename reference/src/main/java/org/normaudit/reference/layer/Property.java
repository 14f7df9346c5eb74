package org.normaudit.reference.layer;

/** What is true of a layer whatever its data: checks apply by property. */
public enum Property {
  /** Running statistics are kept from step to step. */
  STATEFUL,
  /** Inference normalizes otherwise than training. */
  TWO_MODES,
  /** The values that share statistics lie in all samples of the batch. */
  OVER_BATCH,
  /**
   * A constant added to all values that share statistics changes no output: a mean is subtracted.
   */
  SHIFT_INVARIANT,
  /** β is learned; else it is given as 0, and its gradient may be left out. */
  LEARNS_SHIFT
}
