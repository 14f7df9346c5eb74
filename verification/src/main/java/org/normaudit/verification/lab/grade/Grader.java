package org.normaudit.verification.lab.grade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;

/**
 * Climbs the condition ladder with a subject: κ from 1 to where its format holds no spread any
 * more. The variance is read from the running spread, or from y where that is not offered. Several
 * threads may use one.
 */
public final class Grader {
  /** A grade that was not to be had, fewer digits, the cruder algorithm. */
  private static final Comparator<Grade> LOWEST_FIRST =
      Comparator.<Grade>comparingInt(Grade::digitsLeft).thenComparing(Grade::algorithm);

  private final long seed;
  private final Map<Dtype, Classifier> classifiers = new ConcurrentHashMap<>();
  private final Map<Dtype, List<Probe>> probes = new ConcurrentHashMap<>();

  /**
   * @param seed of the data; the same seed gives the same grades
   */
  public Grader(long seed) {
    this.seed = seed;
  }

  /** How the values of a channel lie: implementations have code of their own for each. */
  private enum Layout {
    ROWS("channels last") {
      @Override
      Shape shape(int m) {
        return new Shape(m, Probe.CHANNELS, 1);
      }
    },
    PLANES("channels in planes") {
      @Override
      Shape shape(int m) {
        return new Shape(2, Probe.CHANNELS, m / 2);
      }
    },
    SAMPLES("samples of one channel") {
      @Override
      Shape shape(int m) {
        return new Shape(Probe.CHANNELS, 1, m);
      }
    },
    FEATURES("samples of one row") {
      @Override
      Shape shape(int m) {
        return new Shape(Probe.CHANNELS, m, 1);
      }
    };

    private final String text;

    // Where every channel of a probe is one set of values that share statistics.
    static List<Layout> of(Layer layer) {
      if (layer.is(Property.OVER_BATCH)) {
        return List.of(ROWS, PLANES);
      }
      return layer.joinsChannels() || layer.has(Settings.GROUPS)
          ? List.of(SAMPLES, FEATURES)
          : List.of(SAMPLES);
    }

    Layout(String text) {
      this.text = text;
    }

    abstract Shape shape(int m);
  }

  /**
   * The grade of a subject in a format that it has: the lower one of its layouts.
   *
   * @param conventions those that it keeps, one a layer
   */
  public Grade grade(Subject subject, Map<Layer, Convention> conventions, Dtype dtype) {
    Optional<Layer> graded =
        Layers.all().stream()
            .filter(layer -> conventions.containsKey(layer) && layer.is(Property.SHIFT_INVARIANT))
            .findFirst();
    if (graded.isEmpty()) {
      return none(subject, dtype, "it takes no variance, so that κ makes no difference");
    }
    Layer layer = graded.get();
    return Layout.of(layer).stream()
        .map(layout -> grade(subject, layer, conventions.get(layer), dtype, layout))
        .min(LOWEST_FIRST)
        .orElseThrow();
  }

  private Grade grade(
      Subject subject, Layer layer, Convention convention, Dtype dtype, Layout layout) {
    boolean kept =
        layer.is(Property.STATEFUL) && subject.supported().results().contains(Roles.RUNNING_SPREAD);
    String from =
        String.format(
            Locale.ROOT, "read from %s, %s", kept ? "the running spread" : "y", layout.text);
    double limit = -Math.log10(dtype.unitRoundoff());
    List<Probe> all = probes.computeIfAbsent(dtype, key -> Probe.all(key, seed));
    double[] t = new double[all.size()];
    List<Grade.Rung> ladder = new ArrayList<>();
    for (int i = 0; i < t.length; i++) {
      Probe probe = all.get(i);
      Step input = step(layer, dtype, convention, probe, layout);
      if (!(subject.ask(input) instanceof Answer.Given given)) {
        return none(
            subject, dtype, String.format(Locale.ROOT, "no answer at κ = %.3g", probe.kappa()));
      }
      if (!given.output().has(kept ? Roles.RUNNING_SPREAD : Roles.Y)) {
        return none(subject, dtype, "it gives neither the running spread nor y");
      }
      double[] errors = errors(given.output(), kept, convention, input, probe);
      t[i] = Arrays.stream(errors).map(e -> Profile.size(e, dtype)).average().orElseThrow();
      if (probe.kind() == Probe.Kind.LADDER) {
        double worst = Arrays.stream(errors).max().orElseThrow();
        double promised = digits(promised(probe, subject.model(dtype)), limit);
        ladder.add(new Grade.Rung(probe.kappa(), digits(worst, limit), promised));
      }
    }
    Classifier classifier = classifiers.computeIfAbsent(dtype, key -> new Classifier(key, ~seed));
    return new Grade(subject.name(), dtype, classifier.classify(t), List.copyOf(ladder), from);
  }

  private static Grade none(Subject subject, Dtype dtype, String reason) {
    return new Grade(subject.name(), dtype, AlgorithmClass.UNKNOWN, List.of(), reason);
  }

  private static double[] errors(
      StepOutput output, boolean kept, Convention convention, Step input, Probe probe) {
    double[] errors = new double[Probe.CHANNELS];
    for (int c = 0; c < errors.length; c++) {
      double variance =
          kept
              ? SpreadReading.fromRunning(output, convention, input, c)
              : SpreadReading.fromOutput(output, convention, input, c);
      errors[c] = probe.error(c, variance);
    }
    return errors;
  }

  private static double digits(double error, double limit) {
    return Math.max(0, Math.min(limit, -Math.log10(error)));
  }

  // The relative error that an honest variance may have.
  private static double promised(Probe probe, ErrorModel model) {
    double worst = 0;
    for (double[] channel : probe.channels()) {
      worst = Math.max(worst, Bounds.ofVariance(channel, model));
    }
    return worst;
  }

  private static Step step(
      Layer layer, Dtype dtype, Convention convention, Probe probe, Layout layout) {
    int m = probe.channels()[0].length;
    Shape shape = layout.shape(m);
    Shape sets = layer.statistics(shape, Settings.USUAL).view();
    double[] x = new double[shape.size()];
    for (int c = 0; c < Probe.CHANNELS; c++) {
      for (int k = 0; k < m; k++) {
        x[sets.index(k / sets.inner(), c, k % sets.inner())] = probe.channels()[c][k];
      }
    }
    if (!layer.is(Property.STATEFUL)) {
      return Step.of(layer, Mode.TRAINING, dtype, shape, x);
    }
    double[] spread = new double[Probe.CHANNELS];
    // A kept variance may be 0, which the update then replaces without a rounding.
    Arrays.fill(
        spread, convention.get(Coordinates.KEPT) == Convention.RunningStatistic.VARIANCE ? 0 : 1);
    return Step.of(layer, Mode.TRAINING, dtype, shape, x)
        .withState(new RunningStatistics(new double[Probe.CHANNELS], spread, 0))
        .withRule(UpdateRule.rate(SpreadReading.momentum(convention)));
  }
}
