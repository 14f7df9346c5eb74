package org.normaudit.reference;

import java.util.Locale;

/**
 * A tensor seen as (outer, channels, inner), in C order: NCHW is (N, C, H·W), NHWC is (N·H·W, C,
 * 1), (N, C) is (N, C, 1), (N, C, D, H, W) is (N, C, D·H·W).
 *
 * @param outer the product of the dimensions before the channels; 0 for an empty batch
 * @param channels at least 1
 * @param inner the product of the dimensions after the channels; 0 for an empty map
 */
public record Shape(int outer, int channels, int inner) {

  /** Checks the dimensions and that the elements fit a Java array. */
  public Shape {
    if (outer < 0 || inner < 0 || channels < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shape needs outer >= 0, channels >= 1, inner >= 0: (%d, %d, %d)",
              outer,
              channels,
              inner));
    }
    double size = (double) outer * channels * inner;
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shape (%d, %d, %d) has %.0f elements: a Java array holds at most %d",
              outer,
              channels,
              inner,
              size,
              Integer.MAX_VALUE));
    }
  }

  /** All elements. */
  public int size() {
    return outer * channels * inner;
  }

  /** The elements of one channel, m in the papers. */
  public int count() {
    return outer * inner;
  }

  /** Where element (o, c, i) lies in the flat array. */
  public int index(int o, int c, int i) {
    return (o * channels + c) * inner + i;
  }

  /**
   * Checks the length of a flat tensor of this shape.
   *
   * @throws IllegalArgumentException if it differs from {@link #size()}
   */
  public void requireTensor(String name, double[] values) {
    requireLength(name, values, size());
  }

  /**
   * Checks the length of an array with one value a channel.
   *
   * @throws IllegalArgumentException if it differs from {@link #channels()}
   */
  public void requirePerChannel(String name, double[] values) {
    requireLength(name, values, channels);
  }

  /**
   * Checks the length of an array.
   *
   * @throws IllegalArgumentException if it differs from {@code expected}
   */
  public void requireLength(String name, double[] values, int expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %d values: shape (%d, %d, %d) needs %d",
              name,
              values.length,
              outer,
              channels,
              inner,
              expected));
    }
  }

  @Override
  public String toString() {
    return outer + "x" + channels + "x" + inner;
  }
}
