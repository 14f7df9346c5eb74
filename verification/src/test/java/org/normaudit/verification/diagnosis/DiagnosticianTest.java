package org.normaudit.verification.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.audit.CaseSources;
import org.normaudit.verification.audit.SubjectUnderConvention;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.bugs.SeededBug;
import org.normaudit.verification.bugs.SeededBugs;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.CaseLine;
import org.normaudit.verification.check.Check;
import org.normaudit.verification.check.Checks;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.subject.Subject;

/** Known mistakes are named, alone and in pairs; unknown ones are not given a known name. */
final class DiagnosticianTest {
  private static final List<String> LINES =
      List.of(
          "training f64 4x3x5 seed=71",
          "training f64 5x2x1 seed=72 state=far",
          "inference f64 4x3x5 seed=73");

  private static Optional<Diagnosis> diagnose(LayerKind kind, NormalizationLayer layer) {
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

  private static NormalizationLayer mistaken(LayerKind kind, String... bugs) {
    List<SeededBug> seeded = Arrays.stream(bugs).map(SeededBugs::named).toList();
    return SeededBug.layer(Dtype.FLOAT64, Map.of(kind, Convention.paper(kind)), seeded);
  }

  /** An honest layer whose answers are changed. */
  private record Changed(NormalizationLayer honest, Change change) implements NormalizationLayer {
    interface Change {
      LayerOutput of(LayerInput input, LayerOutput output);
    }

    @Override
    public Capabilities capabilities() {
      return honest.capabilities();
    }

    @Override
    public LayerOutput run(LayerInput input) {
      return change.of(input, honest.run(input));
    }
  }

  private static LayerOutput with(LayerOutput output, Quantity quantity, double factor) {
    double[] scaled = Arrays.stream(output.get(quantity)).map(v -> v * factor).toArray();
    return output.with(quantity, scaled);
  }

  // None of these is seeded: what they do to y, dgamma, dx and the running mean has no name.
  private static Optional<Diagnosis> outside(Changed.Change change) {
    return diagnose(LayerKind.BATCH_NORM, new Changed(mistaken(LayerKind.BATCH_NORM), change));
  }

  private static void assertUnnamed(Optional<Diagnosis> diagnosis, String known) {
    assertTrue(diagnosis.isPresent());
    assertEquals(List.of(), diagnosis.get().causes());
    assertTrue(diagnosis.get().sentence().contains("no known mistake"));
    assertTrue(
        diagnosis.get().known().stream().anyMatch(line -> line.contains(known)),
        () -> diagnosis.get().known().toString());
  }

  @Test
  void anHonestLayerIsNotLookedAt() {
    for (LayerKind kind : List.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM)) {
      assertEquals(Optional.empty(), diagnose(kind, mistaken(kind)));
    }
  }

  @Test
  void aGradientThroughRAndDIsNamed() {
    LayerKind kind = LayerKind.BATCH_RENORM;
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
    LayerKind kind = LayerKind.BATCH_NORM;
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
    assertUnnamed(outside((in, out) -> with(out, Quantity.Y, 1.0625)), "y is wrong");
  }

  @Test
  void anErrorThatGrowsWithKappaIsSaidToGrowSo() {
    assertUnnamed(
        outside(
            (in, out) -> {
              double[] y = out.get(Quantity.Y).clone();
              for (int i = 0; i < y.length; i++) {
                y[i] += in.x()[i] / 1024;
              }
              return out.with(Quantity.Y, y);
            }),
        "kappa^0.99 ");
  }

  @Test
  void aGradientThatIsRightInTrainingAloneIsSaidToBe() {
    assertUnnamed(
        outside((in, out) -> in.mode() == Mode.TRAINING ? out : with(out, Quantity.DGAMMA, -1)),
        "in inference; first dgamma[0]");
  }

  @Test
  void aRunningMeanThatForgetsHalfHasNoName() {
    assertUnnamed(
        outside(
            (in, out) -> in.mode() == Mode.TRAINING ? with(out, Quantity.RUNNING_MEAN, 0.5) : out),
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
          public Capabilities capabilities() {
            return mistaken(LayerKind.BATCH_NORM).capabilities();
          }

          @Override
          public ErrorModel model(Dtype dtype) {
            return ErrorModel.unknown(dtype);
          }

          @Override
          public Answer ask(LayerInput input) {
            asked[0]++;
            return new Answer.TimedOut(java.time.Duration.ofSeconds(1));
          }

          @Override
          public List<Answer> trace(List<LayerInput> steps) {
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
            org.normaudit.verification.result.Verdict.TIMED_OUT,
            "");
    List<Diagnosis> diagnoses =
        Diagnostician.of(
            SubjectUnderConvention.paper(silent), List.of(timeout), CaseSources::input);
    assertEquals(1, asked[0]);
    assertTrue(diagnoses.get(0).sentence().contains("does not answer in time"));
  }
}
