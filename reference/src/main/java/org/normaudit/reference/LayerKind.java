package org.normaudit.reference;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The layers that have a definition here, by the names that the command line uses. */
public enum LayerKind {
  /** Batch normalization, Ioffe and Szegedy 2015, arXiv:1502.03167. */
  BATCH_NORM("batchnorm", true),
  /** Batch renormalization, Ioffe 2017, arXiv:1702.03275. */
  BATCH_RENORM("batchrenorm", true);

  private final String label;
  private final boolean stateful;

  LayerKind(String label, boolean stateful) {
    this.label = label;
    this.stateful = stateful;
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** Whether the layer keeps running statistics, and so has an inference mode of its own. */
  public boolean isStateful() {
    return stateful;
  }

  /**
   * The layer of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static LayerKind of(String label) {
    for (LayerKind kind : values()) {
      if (kind.label.equals(label)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown layer '%s': one of %s"
            .formatted(
                label,
                Arrays.stream(values()).map(LayerKind::label).collect(Collectors.joining(", "))));
  }
}
