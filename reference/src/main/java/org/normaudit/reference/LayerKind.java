package org.normaudit.reference;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The layers that have a definition here, by the names that the command line uses.
 *
 * <p>They differ in which values share statistics, in whether a mean is subtracted, and in what is
 * remembered from step to step; γ and β belong to a channel in all of them.
 */
public enum LayerKind {
  /** Batch normalization, Ioffe and Szegedy 2015, arXiv:1502.03167: a channel of all samples. */
  BATCH_NORM("batchnorm", Statistics.BATCH, true),
  /** Batch renormalization, Ioffe 2017, arXiv:1702.03275. */
  BATCH_RENORM("batchrenorm", Statistics.BATCH, true),
  /** Layer normalization, Ba, Kiros and Hinton 2016, arXiv:1607.06450: all channels of a sample. */
  LAYER_NORM("layernorm", Statistics.SAMPLE, true),
  /** Instance normalization, Ulyanov et al. 2016, arXiv:1607.08022: one channel of a sample. */
  INSTANCE_NORM("instancenorm", Statistics.SAMPLE_CHANNEL, true),
  /** Group normalization, Wu and He 2018, arXiv:1803.08494: a group of channels of a sample. */
  GROUP_NORM("groupnorm", Statistics.SAMPLE_GROUP, true),
  /** Root mean square normalization, Zhang and Sennrich 2019, arXiv:1910.07467; no mean, no β. */
  RMS_NORM("rmsnorm", Statistics.SAMPLE, false);

  /** Which values share statistics. */
  private enum Statistics {
    BATCH,
    SAMPLE,
    SAMPLE_CHANNEL,
    SAMPLE_GROUP
  }

  private final String label;
  private final Statistics statistics;
  private final boolean centered;

  LayerKind(String label, Statistics statistics, boolean centered) {
    this.label = label;
    this.statistics = statistics;
    this.centered = centered;
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** Whether the layer keeps running statistics, and so has an inference mode of its own. */
  public boolean isStateful() {
    return statistics == Statistics.BATCH;
  }

  /** Whether the mean is subtracted; a layer that does not has no β either. */
  public boolean isCentered() {
    return centered;
  }

  /** Whether the number of groups is a setting of the layer. */
  public boolean isGrouped() {
    return statistics == Statistics.SAMPLE_GROUP;
  }

  /**
   * Into how many groups the channels fall, those of one group sharing statistics.
   *
   * @param groups the setting of group normalization; not read for other layers
   * @throws IllegalArgumentException if it does not divide the channels of group normalization
   */
  public int groups(Shape shape, int groups) {
    return switch (statistics) {
      case BATCH, SAMPLE_CHANNEL -> shape.channels();
      case SAMPLE -> 1;
      case SAMPLE_GROUP -> {
        if (groups < 1 || shape.channels() % groups != 0) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT, "groups must divide the %d channels: %d", shape.channels(), groups));
        }
        yield groups;
      }
    };
  }

  /**
   * The same flat tensor seen so that its channels are the sets of values that share statistics: a
   * channel for batch statistics; else a group of channels of one sample, which lies in one piece,
   * so that G groups of (N, C, S) are (1, N·G, C/G·S).
   */
  public Shape statistics(Shape shape, int groups) {
    if (isStateful()) {
      return shape;
    }
    int sets = shape.outer() * groups(shape, groups);
    return sets == 0 ? new Shape(0, 1, 0) : new Shape(1, sets, shape.size() / sets);
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
        String.format(
            Locale.ROOT,
            "unknown layer '%s': one of %s",
            label,
            Arrays.stream(values()).map(LayerKind::label).collect(Collectors.joining(", "))));
  }
}
