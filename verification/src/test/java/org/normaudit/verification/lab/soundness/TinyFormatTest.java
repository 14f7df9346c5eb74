package org.normaudit.verification.lab.soundness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Overflow;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.Thorough;
import org.normaudit.verification.core.arithmetic.RoundedArithmetic;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.truth.Truth;
import org.normaudit.verification.lab.variants.Variant;

/**
 * A format of four bits has so few numbers that all pairs of them can be normalized, by every
 * honest variant: no error leaves its bound. In the profile thorough all of them, and the largest
 * share of each result is printed: how much of its bound an honest layer can use.
 */
class TinyFormatTest {
  private static final Dtype TINY = Dtype.format("tiny", 5, -6, 7, Overflow.INFINITY);
  private static final double[][] UPSTREAM = {{1, -0.5, 0.25, -1}, {1, 1, 1, 1}, {0, 1, -1.5, 0.5}};
  private static final int DRAWS = 200_000;
  private static final int VARIED = 16;
  private static final double[] EPSILONS = {0.125, 0};

  static List<Layer> layers() {
    return List.copyOf(Layers.all());
  }

  // Variants sum, fold and fuse batch statistics; the definition, rounded, is honest for all.
  private static List<Subject> honest(Layer layer) {
    List<Subject> all = new ArrayList<>();
    all.add(
        new LayerSubject(
            "definition",
            new DefinedLayer<>("definition", new RoundedArithmetic(TINY), TINY),
            ErrorModel::ieee));
    if (layer.is(Property.OVER_BATCH)) {
      Variant.honest(TINY, TINY).forEach(v -> all.add(v.subject(v.toString())));
    }
    return all;
  }

  private static List<Double> numbers() {
    List<Double> all = new ArrayList<>();
    double step = TINY.minSubnormal();
    for (double value = 0; value <= TINY.maxFinite(); value += step) {
      if (TINY.round(value) == value) {
        all.add(value);
        all.add(-value);
      }
    }
    return all;
  }

  private static Step step(Layer layer, Mode mode, double[] x, double[] dy, double epsilon) {
    int m = x.length;
    boolean over = layer.is(Property.OVER_BATCH);
    Shape shape = over ? new Shape(m, 1, 1) : new Shape(1, 1, m);
    Step step = Step.of(layer, mode, TINY, shape, x).withEpsilon(epsilon).withDy(dy);
    double[] beta = {layer.is(Property.LEARNS_SHIFT) ? -0.75 : 0};
    step = step.withAffine(new double[] {1.5}, beta);
    if (layer.has(Roles.RESIDUAL)) {
      double[] residual = new double[m];
      Arrays.fill(residual, 0.375);
      step = step.with(Roles.RESIDUAL, residual).with(Roles.SUM.gradient(), dy);
    }
    if (layer.has(Roles.RUNNING_MEAN)) {
      step = step.withState(new RunningStatistics(new double[] {0.5}, new double[] {1}, 1));
    }
    return layer.has(Roles.R) ? step.withClip(Clip.symmetric(2, 1.5)) : step;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void noPairOfNumbersLeavesItsBound(Layer layer) {
    List<Double> numbers = numbers();
    List<Subject> honest = honest(layer);
    Map<String, Double> worst = new TreeMap<>();
    int pairs = numbers.size() * numbers.size();
    for (int k = 0; k < pairs; k += stride()) {
      double[] x = {numbers.get(k % numbers.size()), numbers.get(k / numbers.size())};
      measure(layer, honest, x, k, worst);
    }
    report(layer, 2, worst);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void noThreeNumbersLeaveTheirBounds(Layer layer) {
    noneLeavesItsBound(layer, 3);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void noFourNumbersLeaveTheirBounds(Layer layer) {
    noneLeavesItsBound(layer, 4);
  }

  private static void noneLeavesItsBound(Layer layer, int count) {
    List<Double> numbers = numbers();
    List<Subject> honest = honest(layer);
    Map<String, Double> worst = new TreeMap<>();
    Random random = new Random(1);
    for (int k = 0; k < DRAWS; k += stride()) {
      double[] x = new double[count];
      Arrays.setAll(x, i -> numbers.get(random.nextInt(numbers.size())));
      measure(layer, honest, x, k, worst);
    }
    report(layer, count, worst);
  }

  private static int stride() {
    return Thorough.stride(701);
  }

  private static void measure(
      Layer layer, List<Subject> honest, double[] x, int k, Map<String, Double> worst) {
    double[] dy = Arrays.copyOf(UPSTREAM[k % UPSTREAM.length], x.length);
    double epsilon = EPSILONS[k / UPSTREAM.length % EPSILONS.length];
    Mode mode = layer.is(Property.TWO_MODES) && k % 7 == 0 ? Mode.INFERENCE : Mode.TRAINING;
    Step step = step(layer, mode, x, dy, epsilon);
    Truth truth = Truth.of(step, layer.paper());
    // The definition is the first.
    for (Subject subject : k / stride() % VARIED == 0 ? honest : honest.subList(0, 1)) {
      for (Map.Entry<Role, Double> share :
          Measured.of(subject, step, truth, layer.paper()).shares().entrySet()) {
        if (share.getValue() > 1) {
          throw new AssertionError(
              share
                  + " of "
                  + subject.name()
                  + " leaves its bound: "
                  + List.of(mode, Arrays.toString(x), Arrays.toString(dy), epsilon));
        }
        if (!share.getValue().isNaN()) {
          worst.merge(share.getKey().label(), share.getValue(), Math::max);
        }
      }
    }
  }

  private static void report(Layer layer, int count, Map<String, Double> worst) {
    assertEquals(
        layer.results().stream().filter(r -> r.kind() != Role.Kind.SECOND_GRADIENT).count(),
        worst.size(),
        () -> layer + ": " + worst.keySet());
    if (Thorough.isAskedFor()) {
      StringBuilder line = new StringBuilder("tiny, " + count + " values, " + layer + ":");
      worst.forEach(
          (result, share) -> line.append(String.format(Locale.ROOT, " %s %.2f", result, share)));
      System.out.println(line);
    }
  }
}
