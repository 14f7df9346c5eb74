package org.normaudit.verification.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What layers are asked, as {@link Bridge} writes steps: the same for every layer object. */
final class Questions {
  /** Tensors up to this size. */
  private static final int LARGEST = 300;

  /** Steps that catalogues have none of, or none small enough, with batch statistics. */
  private static final List<String> BATCH =
      List.of(
          "training %s 2049x1x1", // beyond 1024 values, and beyond what binary16 counts
          "training %s 1x19x1",
          "training %s 13x17x1", // more channels than a block of 16
          "training %s 3x2x1 frozen=yes state=far",
          "training %s 3x2x1 | x[1]=NaN",
          "training %s 4x3x5 | x[7]=Infinity",
          "training %s 4x3x5 | dy[11]=NaN",
          "training %s 3x2x1 second=yes | x[1]=NaN",
          "training %s 4x3x5 | running_spread[1]=-2",
          "training %s 4x3x5 | running_spread[2]=0",
          "training %s 4x3x5 | running_mean[0]=NaN",
          "training %s 4x3x5 | gamma[1]=0",
          "training %s 4x3x5 | sense=KEEP",
          "training %s 4x3x5 | sense=CUMULATIVE; updates=4",
          "training %s 4x3x5 momentum=0.75 | sense=DEBIASED; updates=2",
          "training %s 4x3x5 | sense=FROZEN",
          "training %s 4x3x5 | correction=BESSEL",
          "training %s 1x3x1 | correction=BESSEL",
          "training %s 1x3x1 frozen=yes | correction=BESSEL",
          "training %s 5x2x3 data=constant | epsilon=0",
          "training %s 0x3x5 second=yes",
          "inference %s 13x17x1 state=far",
          "inference %s 3x2x1 | x[1]=NaN",
          "inference %s 4x3x5 | dy[11]=NaN",
          "inference %s 4x3x5 | running_spread[1]=-2",
          "inference %s 4x3x5 | running_spread[2]=0; epsilon=0",
          "inference %s 4x3x5 | running_mean[0]=NaN",
          "inference %s 0x3x5 second=yes");

  private static final List<String> RENORM =
      List.of(
          "training %s 4x3x5 rmin=0.5 state=far",
          "training %s 4x3x5 rmin=0 rmax=Infinity dmax=Infinity state=far",
          "training %s 4x3x5 rmax=1.25 dmax=0.5 second=yes state=far",
          "training %s 4x3x5 state=matched second=yes");

  private static final List<String> SAMPLE =
      List.of(
          "training %s 3x2x700", // long sets
          "training %s 1x19x2",
          "training %s 2x17x3",
          "training %s 4x3x5 | x[7]=NaN",
          "training %s 4x3x5 second=yes | x[7]=NaN",
          "training %s 4x3x5 | x[7]=-Infinity",
          "training %s 4x3x5 | dy[11]=NaN",
          "training %s 4x3x5 | gamma[1]=0",
          "training %s 2x2x3 data=constant | epsilon=0",
          "training %s 0x3x5 second=yes",
          "training %s 0x2x0",
          "inference %s 4x3x5",
          "inference %s 4x3x5 second=yes");

  private static final List<List<String>> BATCH_TRACES =
      List.of(
          List.of(
              "training %s 4x3x5 seed=1",
              "training %s 2x3x5 seed=2", "training %s 7x3x1 seed=3", "training %s 4x3x5 seed=4"),
          List.of(
              "training %s 3x2x1 state=initial | sense=CUMULATIVE",
              "inference %s 3x2x1 seed=2 | sense=CUMULATIVE",
              "training %s 5x2x1 seed=3 | sense=CUMULATIVE",
              "training %s 1x2x1 seed=4 | sense=CUMULATIVE"),
          List.of(
              "training %s 3x2x2",
              "training %s 3x2x2 seed=2 frozen=yes",
              "training %s 3x2x2 seed=3",
              "inference %s 3x2x2 seed=4"),
          List.of(
              "training %s 3x2x2 momentum=0.5",
              "training %s 3x2x2 momentum=0.01 seed=2 eps=0.001",
              "training %s 3x2x2 momentum=1 seed=3 second=yes"),
          List.of(
              "inference %s 3x2x2 state=far",
              "training %s 3x2x2 seed=2 affine=no", "inference %s 3x2x2 seed=3 dy=ones"),
          List.of(
              "training %s 3x2x2 state=initial", "training %s 0x2x2", "training %s 3x2x2 seed=3"),
          List.of(
              "training %s 3x2x2 | sense=KEEP; correction=BESSEL",
              "training %s 4x2x2 seed=2 | sense=DEBIASED; correction=BESSEL",
              "training %s 4x2x2 seed=3 | sense=DEBIASED"),
          List.of("training %s 3x2x2", "training %s 1x2x1 seed=2 | correction=BESSEL"),
          List.of("training %s 3x2x2 | x[1]=NaN", "training %s 3x2x2 seed=2"),
          List.of());

  private static final List<List<String>> RENORM_TRACES =
      List.of(
          List.of(
              "training %s 3x2x2 rmax=1 dmax=0",
              "training %s 3x2x2 rmax=1.5 dmax=0.25 seed=2",
              "training %s 3x2x2 rmax=Infinity dmax=Infinity seed=3"));

  private static final List<List<String>> SAMPLE_TRACES =
      List.of(
          List.of("training %s 3x2x2", "training %s 2x2x3 seed=2", "inference %s 3x2x2 seed=3"),
          List.of());

  private Questions() {}

  private static boolean isRenorm(String layer) {
    return layer.equals("batchrenorm");
  }

  /** The steps: the catalogue's small ones, then edges. */
  static List<String> steps(String layer, String dtype) {
    List<String> steps = new ArrayList<>(small(Bridge.quick(layer, dtype), LARGEST));
    steps.addAll(edges(layer, dtype));
    return steps;
  }

  /** Few steps: every stride-th of the catalogue's small ones, then edges. */
  static List<String> few(String layer, String dtype, int stride) {
    List<String> steps = new ArrayList<>(every(small(Bridge.quick(layer, dtype), LARGEST), stride));
    steps.addAll(edges(layer, dtype));
    return steps;
  }

  private static List<String> edges(String layer, String dtype) {
    List<String> edges = new ArrayList<>(Bridge.isStateful(layer) ? BATCH : SAMPLE);
    edges.addAll(isRenorm(layer) ? RENORM : List.of());
    return edges.stream().map(edge -> line(layer, dtype, edge)).toList();
  }

  /** The traces; the last has no step. */
  static List<List<String>> traces(String layer, String dtype) {
    List<List<String>> traces = new ArrayList<>(isRenorm(layer) ? RENORM_TRACES : List.of());
    traces.addAll(Bridge.isStateful(layer) ? BATCH_TRACES : SAMPLE_TRACES);
    return traces.stream()
        .map(trace -> trace.stream().map(step -> line(layer, dtype, step)).toList())
        .toList();
  }

  private static String line(String layer, String dtype, String form) {
    return layer + " " + form.replace("%s", dtype);
  }

  /** The lines with tensors of no more values. */
  static List<String> small(List<String> lines, int largest) {
    return lines.stream().filter(line -> size(line) <= largest).toList();
  }

  private static int size(String line) {
    return Stream.of(line.split(" ")[3].split("x"))
        .mapToInt(Integer::parseInt)
        .reduce(1, (a, b) -> a * b);
  }

  /** Every stride-th of a list, from the first. */
  static <T> List<T> every(List<T> all, int stride) {
    List<T> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += stride) {
      some.add(all.get(i));
    }
    return some;
  }

  /** Asks a layer for all steps, one after another, and for all traces. */
  static Imprint ask(Asked asked, List<String> steps, List<List<String>> traces, Imprint print) {
    asked.addWords(print);
    steps.forEach(step -> asked.ask(step, print));
    traces.forEach(trace -> asked.trace(trace, print));
    return print;
  }
}
