package org.normaudit.reference.layer;

import java.util.Locale;
import org.normaudit.reference.Block;
import org.normaudit.reference.Shape;

/**
 * Which elements share statistics: those of a group of neighbouring channels, in all samples or in
 * one.
 *
 * @param shape of the tensor
 * @param groups into how many groups the channels fall; it divides them
 * @param overBatch whether the samples share statistics, too
 */
public record Statistics(Shape shape, int groups, boolean overBatch) implements Partition {

  /** Checks the groups. */
  public Statistics {
    if (groups < 1 || shape.channels() % groups != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "groups must divide the %d channels: %d", shape.channels(), groups));
    }
  }

  @Override
  public int parts() {
    return overBatch ? groups : shape.outer() * groups;
  }

  @Override
  public int of(int element) {
    int group = Extent.CHANNEL.of(shape, element) / channels();
    return overBatch ? group : element / (shape.channels() * shape.inner()) * groups + group;
  }

  /** The channels of one group. */
  public int channels() {
    return shape.channels() / groups;
  }

  /** The block of all samples of one group: statistics and parameter sums both stay within it. */
  public Block block(int group) {
    return new Block(shape, group * channels(), channels());
  }

  /**
   * The same flat tensor seen so that its channels are the parts: a channel for batch statistics;
   * else a group of channels of one sample, which lies in one piece, so that G groups of (N, C, S)
   * are (1, N·G, C/G·S).
   */
  public Shape view() {
    if (overBatch) {
      return shape;
    }
    return parts() == 0 ? new Shape(0, 1, 0) : new Shape(1, parts(), shape.size() / parts());
  }
}
