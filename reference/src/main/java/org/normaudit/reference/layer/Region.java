package org.normaudit.reference.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normaudit.reference.Block;
import org.normaudit.reference.Shape;

/**
 * The part of a tensor that one evaluation of a layer looks at.
 *
 * @param elements the indices of its values in the flat tensor
 * @param channels the indices of its parameters
 * @param sets for each set of values that share statistics, their positions among the elements,
 *     which ascend
 * @param parameter for each value, the position of its parameters among the channels
 */
public record Region(int[] elements, int[] channels, List<int[]> sets, int[] parameter) {

  /** A block of a step under its own statistics. */
  public static Region of(Statistics statistics, int b) {
    return of(statistics, b, 0, statistics.shape().outer());
  }

  /**
   * The same of some samples only, which is a region of its own where samples do not share
   * statistics.
   *
   * @param from the first sample
   * @param to behind the last
   */
  public static Region of(Statistics statistics, int b, int from, int to) {
    Block block = statistics.block(b);
    int inner = statistics.shape().inner();
    int sample = block.channels() * inner;
    int[] elements = new int[(to - from) * sample];
    int[] parameter = new int[elements.length];
    for (int k = 0; k < elements.length; k += inner) {
      int first = block.index(from * sample + k);
      int channel = k / inner % block.channels();
      for (int i = 0; i < inner; i++) {
        elements[k + i] = first + i;
        parameter[k + i] = channel;
      }
    }
    int[] channels = new int[block.channels()];
    Arrays.setAll(channels, c -> block.first() + c);
    int parts = statistics.overBatch() ? 1 : to - from;
    int size = statistics.overBatch() ? elements.length : sample;
    List<int[]> sets = new ArrayList<>();
    for (int p = 0; p < parts && size > 0; p++) {
      int[] set = new int[size];
      int first = p * size;
      Arrays.setAll(set, k -> first + k);
      sets.add(set);
    }
    return new Region(elements, channels, sets, parameter);
  }

  /**
   * A whole tensor under given partitions.
   *
   * @param statistics which values share statistics; parts without values are left out
   * @param parameters whose γ and β a value has
   */
  public static Region whole(Shape shape, Partition statistics, Partition parameters) {
    int[] elements = new int[shape.size()];
    Arrays.setAll(elements, i -> i);
    int[] channels = new int[shape.channels()];
    Arrays.setAll(channels, c -> c);
    int[] parameter = new int[elements.length];
    Arrays.setAll(parameter, parameters::of);
    int[] part = new int[elements.length];
    Arrays.setAll(part, statistics::of);
    return new Region(elements, channels, positions(part, statistics.parts(), false), parameter);
  }

  /**
   * For each number below {@code count}, the positions at which it stands.
   *
   * @param empty whether numbers that stand nowhere have an entry
   */
  static List<int[]> positions(int[] numbers, int count, boolean empty) {
    int[] sizes = new int[count];
    for (int number : numbers) {
      sizes[number]++;
    }
    int[][] all = new int[count][];
    Arrays.setAll(all, number -> new int[sizes[number]]);
    int[] next = new int[count];
    for (int k = 0; k < numbers.length; k++) {
      all[numbers[k]][next[numbers[k]]++] = k;
    }
    return Arrays.stream(all).filter(set -> empty || set.length > 0).toList();
  }

  /** The region's part of a tensor of a role. */
  public double[] gather(Role role, double[] tensor) {
    int[] from = indices(role);
    double[] values = new double[from.length];
    for (int k = 0; k < values.length; k++) {
      values[k] = tensor[from[k]];
    }
    return values;
  }

  /** Where the region's values of a role stand in the role's flat tensor. */
  public int[] indices(Role role) {
    return role.isElementwise() ? elements : channels;
  }
}
