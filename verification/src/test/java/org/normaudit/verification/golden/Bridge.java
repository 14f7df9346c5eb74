package org.normaudit.verification.golden;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.audit.Catalogue;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.convention.ConventionPreset;
import org.normaudit.verification.core.convention.Lattice;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.truth.Truth;
import org.normaudit.verification.io.vectors.CaseSources;
import org.normaudit.verification.lab.bugs.KillCases;

/**
 * All that the goldens know of the library's types: this class, {@link LabBridge} and {@link Asked}
 * are asked in strings and answer in strings and arrays of numbers, so that a change of the types
 * is a change of these alone.
 *
 * <p>A step is written as its case line and, after a bar, edits: {@code batchnorm training f64
 * 4x3x5 | x[3]=NaN; sense=KEEP; dtype=f64}.
 */
final class Bridge {
  private static final Map<String, Step> STEPS = new ConcurrentHashMap<>();
  private static final long SEED = 1;

  private Bridge() {}

  static List<String> layers() {
    return List.of("batchnorm", "batchrenorm", "layernorm", "instancenorm", "groupnorm", "rmsnorm");
  }

  static List<String> dtypes() {
    return Arrays.stream(Dtype.values()).map(Dtype::label).toList();
  }

  /** Whether the layer keeps running statistics. */
  static boolean isStateful(String layer) {
    return Layers.of(layer).is(Property.STATEFUL);
  }

  /** The lines of the quick catalogue, seed 1. */
  static List<String> quick(String layer, String dtype) {
    return lines(Catalogue.Size.QUICK, layer, dtype);
  }

  /** The lines of the full catalogue, seed 1. */
  static List<String> full(String layer, String dtype) {
    return lines(Catalogue.Size.FULL, layer, dtype);
  }

  private static List<String> lines(Catalogue.Size size, String layer, String dtype) {
    return Catalogue.of(size, Layers.set(List.of(Layers.of(layer))), Set.of(Dtype.of(dtype)), SEED)
        .stream()
        .map(Case::toString)
        .toList();
  }

  /** The lines of the kill matrix's cases. */
  static List<String> killCases(String layer, String dtype, long seed) {
    return KillCases.of(Layers.of(layer), Dtype.of(dtype), seed).stream()
        .map(Case::toString)
        .toList();
  }

  /** A line read and written again, or the message of why it cannot be read. */
  static String reformatted(String line) {
    try {
      return CaseLine.parse(line).toString();
    } catch (IllegalArgumentException e) {
      return "rejected: " + e.getMessage();
    }
  }

  /** The step that a text stands for. */
  static Step step(String text) {
    return STEPS.computeIfAbsent(
        text,
        key -> {
          String[] parts = key.split(" \\| ");
          Step input = CaseSources.input(CaseLine.parse(parts[0]));
          for (String edit : parts.length == 1 ? new String[0] : parts[1].split("; ")) {
            input = edited(input, edit.substring(0, edit.indexOf('=')), edit);
          }
          return input;
        });
  }

  private static Step edited(Step in, String target, String edit) {
    String value = edit.substring(target.length() + 1);
    RunningStatistics s = in.state();
    return switch (target.replaceAll("\\[.*", "")) {
      case "x" -> in.withX(changed(in.x(), edit));
      case "dy" -> in.withDy(changed(in.dy(), edit));
      case "gamma" -> in.withAffine(changed(in.gamma(), edit), in.beta());
      case "beta" -> in.withAffine(in.gamma(), changed(in.beta(), edit));
      case "running_mean" ->
          in.withState(new RunningStatistics(changed(s.mean(), edit), s.spread(), s.updates()));
      case "running_spread" ->
          in.withState(new RunningStatistics(s.mean(), changed(s.spread(), edit), s.updates()));
      case "updates" ->
          in.withState(new RunningStatistics(s.mean(), s.spread(), Long.parseLong(value)));
      case "dtype" -> in.withDtype(Dtype.of(value));
      case "epsilon" -> in.withEpsilon(Double.parseDouble(value));
      case "sense" -> in.withRule(in.rule().withSense(sense(value)));
      case "correction" ->
          in.withRule(in.rule().withCorrection(UpdateRule.Correction.valueOf(value)));
      default -> throw new IllegalArgumentException("no such edit: " + edit);
    };
  }

  private static UpdateRule.Sense sense(String word) {
    return Arrays.stream(UpdateRule.Sense.values())
        .filter(sense -> sense.toString().equals(word))
        .findFirst()
        .orElseThrow();
  }

  // The array with one value replaced, as in x[3]=NaN.
  private static double[] changed(double[] values, String edit) {
    double[] changed = values.clone();
    int index = Integer.parseInt(edit.substring(edit.indexOf('[') + 1, edit.indexOf(']')));
    changed[index] = Double.parseDouble(edit.substring(edit.indexOf('=') + 1));
    return changed;
  }

  /** Adds every setting and tensor of a step. */
  static void add(Imprint print, Step in) {
    print.text("layer", in.layer().label());
    print.text("mode", in.mode().label());
    print.text("dtype", in.dtype().label());
    print.text("shape", in.shape().toString());
    print.text("groups", Integer.toString(in.get(Settings.GROUPS)));
    print.numbers("epsilon", in.epsilon());
    print.text("sense", in.rule().sense().toString());
    print.numbers("momentum", in.rule().momentum());
    print.text("correction", in.rule().correction().name());
    print.numbers("clip", in.clip().rMin(), in.clip().rMax(), in.clip().dMax());
    print.text("affine", Boolean.toString(in.affine()));
    print.numbers("x", in.x());
    print.numbers("gamma", in.gamma());
    print.numbers("beta", in.beta());
    print.numbers("running_mean", in.state().mean());
    print.numbers("running_spread", in.state().spread());
    print.text("updates", Long.toString(in.updates()));
    print.numbers("dy", in.dy());
    in.second()
        .ifPresent(
            second -> {
              print.numbers("ddx", second.ddx());
              print.numbers("ddgamma", second.ddgamma());
              print.numbers("ddbeta", second.ddbeta());
            });
  }

  /** An output's arrays by the labels of their quantities. */
  static Map<String, double[]> arrays(StepOutput output) {
    return arrays(output.roles(), output::get);
  }

  private static Map<String, double[]> arrays(
      Set<Role> quantities, Function<Role, double[]> array) {
    Map<String, double[]> arrays = new TreeMap<>();
    quantities.forEach(quantity -> arrays.put(quantity.label(), array.apply(quantity)));
    return arrays;
  }

  /** What went wrong, without the package of its class. */
  static String said(RuntimeException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** An answer that is no output. */
  static String said(Answer answer) {
    if (answer instanceof Answer.Rejected rejected) {
      return "rejected: " + rejected.reason();
    }
    if (answer instanceof Answer.Unsupported unsupported) {
      return "unsupported: " + unsupported.reason();
    }
    return answer instanceof Answer.Crashed crashed ? "crashed: " + crashed.detail() : "no answer";
  }

  // An exception is a quantity of its own, without values.
  private static Map<String, double[]> caught(Supplier<Map<String, double[]>> arrays) {
    try {
      return arrays.get();
    } catch (RuntimeException e) {
      return Map.of("throws " + said(e), new double[0]);
    }
  }

  /** Every named convention of a layer, the paper's first; several names of one are one word. */
  static List<String> conventions(String layer) {
    Map<Convention, String> names = new LinkedHashMap<>();
    for (ConventionPreset preset : ConventionPreset.of(Layers.of(layer))) {
      names.merge(preset.convention(), preset.name(), (a, b) -> a + "/" + b);
    }
    return List.copyOf(names.values());
  }

  /** A convention by one of its names, or several with slashes between. */
  static Convention convention(String layer, String names) {
    return ConventionPreset.named(names.split("/")[0]).stream()
        .filter(preset -> preset.layer().label().equals(layer))
        .findFirst()
        .orElseThrow()
        .convention();
  }

  /** The choices of a convention in words. */
  static String words(String layer, Convention convention) {
    return Lattice.text(Layers.of(layer), convention);
  }

  /** Every point of a layer's lattice in words, in order. */
  static List<String> lattice(String layer) {
    return Lattice.of(Layers.of(layer)).stream().map(point -> words(layer, point)).toList();
  }

  /** The nearest values of the exact answer. */
  static Map<String, double[]> truth(String step, String convention) {
    return caught(
        () -> {
          Step input = step(step);
          Truth truth = Truth.of(input, convention(input.layer().label(), convention));
          return arrays(truth.roles(), truth::nearest);
        });
  }

  /** Nearest values, what is left of them, and their radius, of the answer by double-double. */
  static Map<String, double[]> extended(String step, String convention) {
    return caught(
        () -> {
          Step input = step(step);
          Truth truth = Truth.extended(input, convention(input.layer().label(), convention));
          return arrays(
              truth.roles(),
              quantity -> {
                double[] nearest = truth.nearest(quantity);
                double[] all = Arrays.copyOf(nearest, 3 * nearest.length);
                for (int i = 0; i < nearest.length; i++) {
                  all[nearest.length + i] = truth.values(quantity).rest(i);
                  all[2 * nearest.length + i] = truth.values(quantity).radius(i);
                }
                return all;
              });
        });
  }

  /**
   * The bounds.
   *
   * @param model {@code unknown}, {@code ieee} or {@code opencl} and what is different from that,
   *     such as {@code ieee+folded}
   */
  static Map<String, double[]> bounds(String step, String convention, String model) {
    return caught(
        () -> {
          Step input = step(step);
          Convention held = convention(input.layer().label(), convention);
          Bounds bounds = Bounds.of(input, held, model(model, input.dtype()));
          Set<Role> known = Layers.results();
          known.removeIf(quantity -> !bounds.has(quantity));
          return arrays(known, bounds::get);
        });
  }

  private static ErrorModel model(String words, Dtype dtype) {
    String[] parts = words.split("\\+");
    ErrorModel model =
        switch (parts[0]) {
          case "unknown" -> ErrorModel.unknown(dtype);
          case "ieee" -> ErrorModel.ieee(dtype);
          case "opencl" -> ErrorModel.openCl(dtype);
          default -> throw new IllegalArgumentException("no such model: " + words);
        };
    for (String change : Arrays.asList(parts).subList(1, parts.length)) {
      model =
          switch (change) {
            case "folded" -> model.withFolded(true);
            case "wide" -> model.withCompute(Dtype.FLOAT64);
            case "updating" -> model.withVariance(ErrorModel.VarianceClass.UPDATING);
            case "one-pass" -> model.withVariance(ErrorModel.VarianceClass.ONE_PASS);
            default -> throw new IllegalArgumentException("no such model: " + words);
          };
    }
    return model;
  }

  /** What a model promises, in words. */
  static String words(ErrorModel model) {
    return String.join(
        " ",
        model.storage().label(),
        model.compute().label(),
        model.summation().name(),
        model.variance().name(),
        Double.toString(model.divisionUlp()),
        Double.toString(model.rootUlp()),
        Boolean.toString(model.folded()),
        Boolean.toString(model.flushesSubnormals()));
  }

  /** The names of the checks that these layers have. */
  static List<String> checks() {
    return Checks.of(Layers.byDefault()).stream().map(Check::name).toList();
  }
}
