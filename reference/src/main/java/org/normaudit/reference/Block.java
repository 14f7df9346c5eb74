package org.normaudit.reference;

import java.util.Arrays;

/**
 * Consecutive channels of a tensor, all samples of them: the smallest part that a layer's
 * statistics and the sums of its parameters' gradients both stay within.
 *
 * @param shape of the tensor
 * @param first the first of the channels
 * @param channels how many
 */
public record Block(Shape shape, int first, int channels) {

  /** How many values it has. */
  public int size() {
    return shape.count() * channels;
  }

  /** Where the k-th value lies in the flat tensor, in the order outer, channel, inner. */
  public int index(int k) {
    int sample = channels * shape.inner();
    return shape.index(k / sample, first, 0) + k % sample;
  }

  /** The values of the block. */
  public double[] gather(double[] tensor) {
    double[] values = new double[size()];
    Arrays.setAll(values, k -> tensor[index(k)]);
    return values;
  }

  /**
   * Puts the values of the block where they belong.
   *
   * @param values not modified
   * @param tensor modified
   */
  public void scatter(double[] values, double[] tensor) {
    for (int k = 0; k < values.length; k++) {
      tensor[index(k)] = values[k];
    }
  }

  /** The block's part of an array with one value a channel. */
  public double[] ofChannels(double[] perChannel) {
    return Arrays.copyOfRange(perChannel, first, first + channels);
  }
}
