package org.normaudit.verification.diagnosis;

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
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.audit.CaseSources;
import org.normaudit.verification.audit.SubjectUnderConvention;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.bugs.SeededBug;
import org.normaudit.verification.bugs.SeededBugs;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.subject.WatchedSubject;

/** Every way of explaining has its own name, and a subject that no way before it explains. */
final class ExplanationsTest {
  private static final LayerKind KIND = LayerKind.BATCH_NORM;
  private static final String LINE = "batchnorm training f64 4x3x5 seed=71";

  static List<Explanation> explanations() {
    return Explanations.all();
  }

  private static NormalizationLayer layer(String... bugs) {
    List<SeededBug> seeded = Arrays.stream(bugs).map(SeededBugs::named).toList();
    return SeededBug.layer(Dtype.FLOAT64, Map.of(KIND, Convention.paper(KIND)), seeded);
  }

  private static Subject subject(NormalizationLayer layer) {
    return new LayerSubject("foreign", layer, ErrorModel::unknown);
  }

  /** Answers as an honest layer does, but for y, which is scaled. */
  private record Scaled(NormalizationLayer honest) implements NormalizationLayer {
    @Override
    public Capabilities capabilities() {
      return honest.capabilities();
    }

    @Override
    public LayerOutput run(LayerInput input) {
      LayerOutput output = honest.run(input);
      double[] y = Arrays.stream(output.get(Quantity.Y)).map(v -> v * 1.0625).toArray();
      return output.with(Quantity.Y, y);
    }
  }

  /** Never answers. */
  private record Silent(NormalizationLayer honest) implements NormalizationLayer {
    @Override
    public Capabilities capabilities() {
      return honest.capabilities();
    }

    @Override
    public LayerOutput run(LayerInput input) {
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
      case "no-answer" -> new WatchedSubject(subject(new Silent(layer())), Duration.ofMillis(10));
      case "not-repeated" -> subject(layer());
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

  @Test
  void namesAreUnique() {
    Set<String> names = new HashSet<>();
    explanations().forEach(explanation -> assertTrue(names.add(explanation.name())));
  }

  @ParameterizedTest
  @MethodSource("explanations")
  void someSubjectIsExplainedByThisWayFirst(Explanation expected) {
    try (Subject subject = explainedBy(expected.name())) {
      Symptoms symptoms = symptoms(subject);
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
