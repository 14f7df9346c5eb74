package org.normaudit.verification.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Shape;
import org.normaudit.verification.audit.CaseSources;
import org.normaudit.verification.audit.Catalogue;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.Data;
import org.normaudit.verification.check.Check;
import org.normaudit.verification.check.Checks;
import org.normaudit.verification.data.NpyArray;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.vectors.RecordedSubject;
import picocli.CommandLine.Option;

/** The options by which commands are told what is to be asked. */
final class CaseOptions {
  @Option(
      names = "--layer",
      paramLabel = "L",
      description =
          "Only this layer: batchnorm, batchrenorm, layernorm, instancenorm, groupnorm or rmsnorm."
              + " May be repeated.")
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
    dtypes.forEach(Dtype::of);
    if (data != null) {
      CaseSources.file(data.toString()).channels(channelAxis);
    }
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

  /** The checks that are wanted, in the order of reports. */
  List<Check> checks() {
    Set<Check> wanted = new LinkedHashSet<>();
    checks.forEach(name -> wanted.add(Checks.named(name)));
    return Checks.all().stream()
        .filter(check -> wanted.isEmpty() || wanted.contains(check))
        .toList();
  }

  /** The formats that are wanted: both wide ones, and what subjects without them have. */
  Set<Dtype> dtypes(List<Subject> subjects) {
    Set<Dtype> chosen = EnumSet.noneOf(Dtype.class);
    dtypes.forEach(dtype -> chosen.add(Dtype.of(dtype)));
    if (!chosen.isEmpty()) {
      return chosen;
    }
    Set<Dtype> wide = EnumSet.of(Dtype.FLOAT64, Dtype.FLOAT32);
    for (Subject subject : subjects) {
      Set<Dtype> own = subject.capabilities().dtypes();
      boolean narrow = own.stream().noneMatch(wide::contains);
      own.stream().filter(dtype -> narrow || wide.contains(dtype)).forEach(chosen::add);
    }
    return chosen;
  }

  /**
   * The cases for some subjects. What is recorded answers its own cases alone; whoever is live
   * answers all of them.
   */
  List<Case> cases(List<Subject> subjects) {
    Set<LayerKind> wanted = layers();
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
  private List<Case> live(Set<LayerKind> wanted, Set<Dtype> chosen) {
    if (data == null) {
      return Catalogue.of(size(), wanted, chosen, seed);
    }
    Data.File file = new Data.File(data.toString(), channelAxis);
    Shape shape = activations().channels(channelAxis);
    return Catalogue.ofData(file, shape, wanted, chosen, seed);
  }

  private Set<LayerKind> layers() {
    Set<LayerKind> wanted = EnumSet.noneOf(LayerKind.class);
    layers.forEach(layer -> wanted.add(LayerKind.of(layer)));
    return wanted.isEmpty() ? EnumSet.allOf(LayerKind.class) : wanted;
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
