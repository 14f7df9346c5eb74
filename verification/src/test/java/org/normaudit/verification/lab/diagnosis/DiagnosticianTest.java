package org.normaudit.verification.lab.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.io.vectors.CaseSources;
import org.normaudit.verification.lab.bugs.SeededBug;
import org.normaudit.verification.lab.bugs.SeededBugs;

/** Known mistakes are named, alone and in pairs; unknown ones are not given a known name. */
final class DiagnosticianTest {
  private static final List<String> LINES =
      List.of(
          "training f64 4x3x5 seed=71",
          "training f64 5x2x1 seed=72 state=far",
          "inference f64 4x3x5 seed=73");

  private static Optional<Diagnosis> diagnose(Layer kind, Implementation layer) {
    Subject subject = new LayerSubject("foreign", layer, ErrorModel::unknown);
    SubjectUnderConvention audited = SubjectUnderConvention.paper(subject);
    List<Result> results = new ArrayList<>();
    for (String line : LINES) {
      Case c = CaseLine.parse(kind.label() + " " + line);
      Examined examined = Examined.of(audited, c);
      for (Check check : Checks.all()) {
        if (examined.context().isAbout(check)) {
          results.add(examined.context().examine(check));
        }
      }
    }
    List<Diagnosis> diagnoses = Diagnostician.of(audited, results, CaseSources::input);
    assertTrue(diagnoses.size() <= 1);
    return diagnoses.stream().findFirst();
  }

  private static Implementation mistaken(Layer kind, String... bugs) {
    List<SeededBug> seeded = Arrays.stream(bugs).map(SeededBugs::named).toList();
    return SeededBug.layer(Dtype.FLOAT64, Map.of(kind, kind.paper()), seeded);
  }

  /** An honest layer whose answers are changed. */
  private record Changed(Implementation honest, Change change) implements Implementation {
    interface Change {
      StepOutput of(Step input, StepOutput output);
    }

    @Override
    public Supported supported() {
      return honest.supported();
    }

    @Override
    public StepOutput run(Step input) {
      return change.of(input, honest.run(input));
    }
  }

  private static StepOutput with(StepOutput output, Role quantity, double factor) {
    double[] scaled = Arrays.stream(output.get(quantity)).map(v -> v * factor).toArray();
    return output.with(quantity, scaled);
  }

  // None of these is seeded: what they do to y, dgamma, dx and the running mean has no name.
  private static Optional<Diagnosis> outside(Changed.Change change) {
    return diagnose(Layers.of("batchnorm"), new Changed(mistaken(Layers.of("batchnorm")), change));
  }

  private static void assertUnnamed(Optional<Diagnosis> diagnosis, String known) {
    assertTrue(diagnosis.isPresent());
    assertEquals(List.of(), diagnosis.get().causes());
    assertTrue(diagnosis.get().sentence().contains("no known mistake"));
    assertTrue(
        diagnosis.get().known().stream().anyMatch(line -> line.contains(known)),
        () -> diagnosis.get().known().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"residual-not-returned", "residual-gradient-lost"})
  void aMistakeOfALayerThatRemembersNothingIsNamed(String bug) {
    Layer layer = Layers.of("addrmsnorm");
    Diagnosis diagnosis = diagnose(layer, mistaken(layer, bug)).orElseThrow();
    assertEquals(
        List.of(List.of(bug)), diagnosis.causes().stream().map(cause -> cause.bugs()).toList());
  }

  @Test
  void anHonestLayerIsNotLookedAt() {
    for (Layer kind : List.of(Layers.of("batchnorm"), Layers.of("batchrenorm"))) {
      assertEquals(Optional.empty(), diagnose(kind, mistaken(kind)));
    }
  }

  @Test
  void aGradientThroughRAndDIsNamed() {
    Layer kind = Layers.of("batchrenorm");
    Diagnosis diagnosis = diagnose(kind, mistaken(kind, "dx-through-r-and-d")).orElseThrow();
    assertEquals(
        List.of("dx-through-r-and-d"),
        diagnosis.causes().stream().map(Diagnosis.Cause::name).toList());
    assertTrue(
        diagnosis
            .sentence()
            .startsWith("wrong: it does not stop the gradient of r and d; this explains dx to "),
        diagnosis.sentence());
  }

  @Test
  void twoMistakesAtOnceAreNamedTogether() {
    Layer kind = Layers.of("batchnorm");
    Diagnosis diagnosis =
        diagnose(kind, mistaken(kind, "beta-forgotten", "dgamma-averaged")).orElseThrow();
    assertTrue(
        diagnosis.causes().stream()
            .anyMatch(
                cause -> cause.bugs().containsAll(List.of("beta-forgotten", "dgamma-averaged"))),
        diagnosis.sentence());
  }

  @Test
  void anOutputThatIsALittleTooLargeHasNoName() {
    assertUnnamed(outside((in, out) -> with(out, Roles.Y, 1.0625)), "y is wrong");
  }

  @Test
  void anErrorThatGrowsWithKappaIsSaidToGrowSo() {
    assertUnnamed(
        outside(
            (in, out) -> {
              double[] y = out.get(Roles.Y).clone();
              for (int i = 0; i < y.length; i++) {
                y[i] += in.x()[i] / 1024;
              }
              return out.with(Roles.Y, y);
            }),
        "kappa^0.99 ");
  }

  @Test
  void aGradientThatIsRightInTrainingAloneIsSaidToBe() {
    assertUnnamed(
        outside((in, out) -> in.mode() == Mode.TRAINING ? out : with(out, Roles.DGAMMA, -1)),
        "in inference; first dgamma[0]");
  }

  @Test
  void aRunningMeanThatForgetsHalfHasNoName() {
    assertUnnamed(
        outside((in, out) -> in.mode() == Mode.TRAINING ? with(out, Roles.RUNNING_MEAN, 0.5) : out),
        "running_mean is wrong");
  }

  @Test
  void whoNeverAnswersIsNotAskedAgain() {
    int[] asked = new int[1];
    Subject silent =
        new Subject() {
          @Override
          public String name() {
            return "silent";
          }

          @Override
          public Supported supported() {
            return mistaken(Layers.of("batchnorm")).supported();
          }

          @Override
          public ErrorModel model(Dtype dtype) {
            return ErrorModel.unknown(dtype);
          }

          @Override
          public Answer ask(Step input) {
            asked[0]++;
            return new Answer.TimedOut(java.time.Duration.ofSeconds(1));
          }

          @Override
          public List<Answer> trace(List<Step> steps) {
            return List.of(ask(steps.get(0)));
          }

          @Override
          public void close() {}
        };
    Result timeout =
        Result.plain(
            "silent",
            "y",
            "batchnorm training f64 4x3x5",
            org.normaudit.verification.core.result.Verdict.TIMED_OUT,
            "");
    List<Diagnosis> diagnoses =
        Diagnostician.of(
            SubjectUnderConvention.paper(silent), List.of(timeout), CaseSources::input);
    assertEquals(1, asked[0]);
    assertTrue(diagnoses.get(0).sentence().contains("does not answer in time"));
  }
}
