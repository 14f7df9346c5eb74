package org.normaudit.reference;

import java.util.Locale;

/** What a layer normalizes with. */
public enum Mode {
  /** The statistics of the batch; running statistics are updated. */
  TRAINING,
  /** The running statistics, which stay as they are. */
  INFERENCE;

  /** The name on the command line and in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
