package org.normaudit.verification.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.verification.core.audit.Catalogue;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Data;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.io.data.NpyArray;
import org.normaudit.verification.io.vectors.CaseSources;
import org.normaudit.verification.io.vectors.RecordedSubject;
import picocli.CommandLine.Option;

/** The options by which commands are told what is to be asked. */
final class CaseOptions {
  @Option(
      names = "--layer",
      paramLabel = "L",
      completionCandidates = LayerNames.class,
      description =
          "Only this layer, one of ${COMPLETION-CANDIDATES}. May be repeated; by default those whose"
              + " bounds are derived, and what a subject offers besides.")
  private List<String> layers = new ArrayList<>();

  @Option(
      names = "--dtype",
      paramLabel = "T",
      description =
          "Only this format: f64, f32, bf16 or f16. May be repeated; f64 and f32 by default.")
  private List<String> dtypes = new ArrayList<>();

  @Option(
      names = "--check",
      paramLabel = "NAME",
      description = "Only this check, such as dx or delta-b. May be repeated.")
  private List<String> checks = new ArrayList<>();

  @Option(
      names = "--require",
      paramLabel = "QUANTITY|all",
      split = ",",
      description =
          "A quantity, such as y or dx, that must be judged in every layer that has it, or all of"
              + " them: a subject that does not offer it has a finding. May be repeated.")
  private List<String> required = new ArrayList<>();

  @Option(
      names = "--cases",
      paramLabel = "quick|full",
      description = "How many cases: a fair sample (default), or the whole catalogue.")
  private String size = "quick";

  @Option(
      names = "--data",
      paramLabel = "FILE.npy",
      description = "Audits on these activations in place of the catalogue: float32 or float64.")
  private Path data;

  @Option(
      names = "--channel-axis",
      paramLabel = "N",
      description = "The axis of the channels in --data; -1 is the last (default 1).")
  private int channelAxis = 1;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of all cases (default 1).")
  private long seed = 1;

  /**
   * Rejects what can be seen to be wrong before any subject is started.
   *
   * @throws IllegalArgumentException with one sentence
   */
  void requireValid() {
    size();
    layers();
    checks();
    required();
    dtypes.forEach(Dtype::of);
    if (data != null) {
      activations().channels(channelAxis);
      requireNumbers();
    }
  }

  private void requireNumbers() {
    double[] values = activations().values();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "'%s' holds %s at index %d: --data takes numbers",
                data,
                values[i],
                i));
      }
    }
  }

  // Values beyond a format are no question in it.
  private boolean holds(Dtype dtype) {
    return Arrays.stream(activations().values()).map(dtype::round).allMatch(Double::isFinite);
  }

  /** What cannot be asked, one sentence each. */
  List<String> notes(List<Subject> subjects) {
    List<String> notes = new ArrayList<>();
    for (Dtype dtype : data == null ? Set.<Dtype>of() : dtypes(subjects)) {
      if (!holds(dtype)) {
        notes.add(
            String.format(
                Locale.ROOT,
                "'%s' holds values beyond %s: nothing is asked in it",
                data,
                dtype.label()));
      }
    }
    return notes;
  }

  long seed() {
    return seed;
  }

  int channelAxis() {
    return channelAxis;
  }

  /** The user's activations; null without any. */
  NpyArray activations() {
    return data == null ? null : CaseSources.file(data.toString());
  }

  private Set<Check> checks() {
    Set<Check> wanted = new LinkedHashSet<>();
    checks.forEach(name -> wanted.add(Checks.named(name)));
    return wanted;
  }

  /** The checks that are wanted of some layers, in the order of reports. */
  List<Check> checks(Set<Layer> asked) {
    Set<Check> wanted = checks();
    return Checks.of(asked).stream()
        .filter(check -> wanted.isEmpty() || wanted.contains(check))
        .toList();
  }

  /**
   * The quantities of which something must be judged.
   *
   * @throws IllegalArgumentException for a name that no quantity has
   */
  Set<Role> required() {
    Set<Role> roles = Roles.ordered(List.of());
    for (String name : required) {
      if (name.equals("all")) {
        roles.addAll(Layers.results());
        continue;
      }
      roles.add(
          Layers.results().stream()
              .filter(role -> role.label().equals(name.replace('-', '_')))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          String.format(
                              Locale.ROOT,
                              "unknown quantity '%s': one of all, %s",
                              name,
                              String.join(
                                  ", ", Layers.results().stream().map(Role::label).toList())))));
    }
    return roles;
  }

  /** The formats that are wanted, in order: the wide ones, and what subjects without them have. */
  Set<Dtype> dtypes(List<Subject> subjects) {
    Set<Dtype> chosen = new TreeSet<>();
    dtypes.forEach(dtype -> chosen.add(Dtype.of(dtype)));
    if (!chosen.isEmpty()) {
      return chosen;
    }
    for (Subject subject : subjects) {
      Set<Dtype> own = subject.supported().dtypes();
      boolean narrow = own.stream().allMatch(Dtype::isNarrow);
      own.stream().filter(dtype -> narrow || !dtype.isNarrow()).forEach(chosen::add);
    }
    return chosen;
  }

  /**
   * The cases for some subjects. What is recorded answers its own cases alone; whoever is live
   * answers all of them.
   */
  List<Case> cases(List<Subject> subjects) {
    Set<Layer> wanted = layers(subjects);
    Set<Case> cases = new LinkedHashSet<>();
    for (Subject subject : subjects) {
      cases.addAll(
          subject instanceof RecordedSubject recorded
              ? recorded.cases()
              : live(wanted, dtypes(subjects)));
    }
    cases.removeIf(c -> !wanted.contains(c.layer()));
    return new ArrayList<>(cases);
  }

  // Activations are taken in the file's own format, and rounded to the others that subjects have.
  private List<Case> live(Set<Layer> wanted, Set<Dtype> chosen) {
    if (data == null) {
      return Catalogue.of(size(), wanted, chosen, seed);
    }
    Data.File file = new Data.File(data.toString(), channelAxis);
    Shape shape = activations().channels(channelAxis);
    Set<Dtype> able = new TreeSet<>(chosen);
    able.removeIf(dtype -> !holds(dtype));
    return Catalogue.ofData(file, shape, wanted, able, seed);
  }

  /** The layers that were asked for by their names; none where all are wanted. */
  Set<Layer> named() {
    return layers();
  }

  private Set<Layer> layers() {
    return Layers.of(layers.toArray(String[]::new));
  }

  /**
   * The layers that subjects are asked for: those that are named; without a name those of {@link
   * Layers#byDefault}, and what a subject that is not the project's own offers beside them.
   */
  Set<Layer> layers(List<Subject> subjects) {
    Set<Layer> wanted = layers();
    if (wanted.isEmpty()) {
      wanted.addAll(Layers.byDefault());
      subjects.stream()
          .filter(subject -> !Subjects.isOwn(subject))
          .forEach(subject -> wanted.addAll(subject.supported().layers()));
    }
    return wanted;
  }

  private Catalogue.Size size() {
    return switch (size) {
      case "quick" -> Catalogue.Size.QUICK;
      case "full" -> Catalogue.Size.FULL;
      default ->
          throw new IllegalArgumentException("--cases must be quick or full: '" + size + "'");
    };
  }
}
