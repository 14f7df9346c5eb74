package org.normaudit.verification.lab.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.check.CaseContext;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.subject.TimeLimitedSubject;
import org.normaudit.verification.io.vectors.CaseSources;
import org.normaudit.verification.lab.bugs.SeededBug;
import org.normaudit.verification.lab.bugs.SeededBugs;

/** Every way of explaining has its own name, and a subject that no way before it explains. */
final class ExplanationsTest {
  private static final Layer KIND = Layers.of("batchnorm");
  private static final String LINE = "batchnorm training f64 4x3x5 seed=71";

  static List<Explanation> explanations() {
    return Explanations.all();
  }

  private static Implementation layer(String... bugs) {
    List<SeededBug> seeded = Arrays.stream(bugs).map(SeededBugs::named).toList();
    return SeededBug.layer(Dtype.FLOAT64, Map.of(KIND, KIND.paper()), seeded);
  }

  private static Subject subject(Implementation layer) {
    return new LayerSubject("foreign", layer, ErrorModel::unknown);
  }

  /** Answers as an honest layer does, but for y, which is scaled. */
  private record Scaled(Implementation honest) implements Implementation {
    @Override
    public Supported supported() {
      return honest.supported();
    }

    @Override
    public StepOutput run(Step input) {
      StepOutput output = honest.run(input);
      double[] y = Arrays.stream(output.get(Roles.Y)).map(v -> v * 1.0625).toArray();
      return output.with(Roles.Y, y);
    }
  }

  /** Never answers. */
  private record Silent(Implementation honest) implements Implementation {
    @Override
    public Supported supported() {
      return honest.supported();
    }

    @Override
    public StepOutput run(Step input) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return honest.run(input);
    }
  }

  private static Subject explainedBy(String explanation) {
    return switch (explanation) {
      case "no-answer" ->
          new TimeLimitedSubject(subject(new Silent(layer())), Duration.ofMillis(10));
      case "known-departure" -> subject(layer("epsilon-as-floor"));
      case "not-repeated", "honest-fails" -> subject(layer());
      case "one-mistake" -> subject(layer("beta-forgotten"));
      case "two-mistakes" -> subject(layer("beta-forgotten", "dgamma-averaged"));
      case "unexplained" -> subject(new Scaled(layer()));
      default -> throw new AssertionError("no subject for " + explanation);
    };
  }

  private static Symptoms symptoms(Subject subject) {
    Result finding = Result.plain(subject.name(), "y", LINE, Verdict.WRONG, "");
    return new Symptoms(
        DiagnosticSession.of(
            SubjectUnderConvention.paper(subject), KIND, List.of(finding), CaseSources::input));
  }

  private static Symptoms unusual(Subject subject) {
    Result finding =
        Result.plain(subject.name(), "convention", LINE, Verdict.UNUSUAL_CONVENTION, "");
    return new Symptoms(
        DiagnosticSession.of(
            SubjectUnderConvention.found(subject), KIND, List.of(finding), CaseSources::input));
  }

  // A check of empty batches on a batch that is not: no layer that trains can pass it.
  private static Symptoms unfair(Subject subject) {
    Symptoms symptoms = symptoms(subject);
    Case c = CaseLine.parse(LINE);
    symptoms
        .session()
        .failures
        .add(
            new DiagnosticSession.Failure(
                "empty-batch", c, new CaseContext(c, CaseSources.input(c))));
    return symptoms;
  }

  @Test
  void namesAreUnique() {
    Set<String> names = new HashSet<>();
    explanations().forEach(explanation -> assertTrue(names.add(explanation.name())));
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void someSubjectIsExplainedByThisWayFirst(Explanation expected) {
    try (Subject subject = explainedBy(expected.name())) {
      Symptoms symptoms =
          switch (expected.name()) {
            case "known-departure" -> unusual(subject);
            case "honest-fails" -> unfair(subject);
            default -> symptoms(subject);
          };
      Explanation first =
          explanations().stream()
              .filter(explanation -> explanation.of(symptoms).isPresent())
              .findFirst()
              .orElseThrow();
      assertEquals(expected.name(), first.name());
    }
  }

  @Test
  void theLastWayExplainsAnything() {
    try (Subject subject = explainedBy("one-mistake")) {
      Explanation last = explanations().get(explanations().size() - 1);
      assertTrue(last.of(symptoms(subject)).isPresent());
    }
  }
}
