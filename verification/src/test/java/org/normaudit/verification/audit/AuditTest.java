package org.normaudit.verification.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.check.Checks;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.subject.Subject;

final class AuditTest {
  private static final List<Case> SAMPLE =
      Catalogue.of(
              Catalogue.Size.QUICK, EnumSet.allOf(LayerKind.class), EnumSet.of(Dtype.FLOAT64), 11)
          .stream()
          .filter(c -> c.shape().size() <= 72)
          .toList();

  private static Subject subject(NormalizationLayer layer) {
    return new LayerSubject("reference", layer, ErrorModel::ieee);
  }

  private static List<Result> audit(NormalizationLayer layer, int threads)
      throws InterruptedException {
    return new Audit(
            List.of(SubjectUnderConvention.paper(subject(layer))),
            SAMPLE,
            Checks.all(),
            CaseSources::input,
            threads)
        .run(c -> {});
  }

  @Test
  void theReferenceHasNoFindingWhateverTheNumberOfThreads() throws InterruptedException {
    List<Result> one = audit(new ReferenceLayer(), 1);
    assertEquals(List.of(), one.stream().filter(r -> r.verdict().isFinding()).toList());
    assertEquals(one, audit(new ReferenceLayer(), 3));
  }

  @Test
  void everyCheckRunsAndThoseWithBoundsComeWithinAHundredthOfThem() throws InterruptedException {
    List<Result> results = audit(new ReferenceLayer(), 2);
    Set<String> ran = results.stream().map(Result::check).collect(Collectors.toSet());
    Checks.all().forEach(check -> assertTrue(ran.contains(check.name()), check.name()));
    for (Quantity quantity : Quantity.values()) {
      String name = quantity.label().replace('_', '-');
      assertTrue(results.stream().anyMatch(r -> r.check().equals(name) && r.ratio() >= 0.01), name);
    }
  }

  /** A subject that gives the same thing whatever it is asked. */
  private record Vacuous(java.util.function.UnaryOperator<LayerOutput> twist)
      implements NormalizationLayer {
    @Override
    public Capabilities capabilities() {
      return Capabilities.all("vacuous", "nowhere", Dtype.FLOAT64);
    }

    @Override
    public LayerOutput run(LayerInput input) {
      return twist.apply(new ReferenceLayer().run(input));
    }
  }

  /** A subject that fails whatever it is asked. */
  private record Crashing() implements NormalizationLayer {
    @Override
    public Capabilities capabilities() {
      return Capabilities.all("crashing", "nowhere", Dtype.FLOAT64);
    }

    @Override
    public LayerOutput run(LayerInput input) {
      throw new IllegalStateException("planted");
    }
  }

  private static LayerOutput map(LayerOutput output, double value) {
    LayerOutput result = LayerOutput.empty();
    for (Quantity quantity : output.quantities()) {
      double[] all = new double[output.get(quantity).length];
      java.util.Arrays.fill(all, value);
      result = result.with(quantity, all);
    }
    return result;
  }

  @Test
  void zerosAndNanAreFindings() throws InterruptedException {
    for (double value : new double[] {0, Double.NaN}) {
      List<Result> results = audit(new Vacuous(output -> map(output, value)), 2);
      for (Quantity quantity : Quantity.values()) {
        String name = quantity.label().replace('_', '-');
        assertTrue(
            results.stream().anyMatch(r -> r.check().equals(name) && r.verdict().isFinding()),
            name + " of " + value);
      }
    }
  }

  @Test
  void aCrashIsAFindingAndDoesNotEndTheAudit() throws InterruptedException {
    NormalizationLayer crashing = new Crashing();
    List<Result> results = audit(crashing, 2);
    assertFalse(results.isEmpty());
    assertTrue(results.stream().anyMatch(r -> r.verdict() == Verdict.CRASHED));
    assertTrue(results.stream().noneMatch(r -> r.verdict() == Verdict.CONFORMS));
  }
}
