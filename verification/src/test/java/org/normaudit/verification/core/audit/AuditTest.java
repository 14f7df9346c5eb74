package org.normaudit.verification.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.io.vectors.CaseSources;

final class AuditTest {
  private static final List<Case> SAMPLE =
      Catalogue.of(Catalogue.Size.QUICK, Layers.set(Layers.all()), Set.of(Dtype.FLOAT64), 11)
          .stream()
          .filter(c -> c.shape().size() <= 72)
          .toList();

  private static Set<Role> results() {
    return Layers.all().stream()
        .flatMap(layer -> layer.results().stream())
        .collect(Collectors.toSet());
  }

  private static Subject subject(Implementation layer) {
    return new LayerSubject("reference", layer, ErrorModel::ieee);
  }

  private static List<Result> audit(Implementation layer, int threads) throws InterruptedException {
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
    List<Result> one = audit(new ReferenceImplementation(), 1);
    assertEquals(List.of(), one.stream().filter(r -> r.verdict().isFinding()).toList());
    assertEquals(one, audit(new ReferenceImplementation(), 3));
  }

  @Test
  void everyCheckRunsAndThoseWithBoundsComeWithinAHundredthOfThem() throws InterruptedException {
    List<Result> results = audit(new ReferenceImplementation(), 2);
    Set<String> ran = results.stream().map(Result::check).collect(Collectors.toSet());
    // Those of conventions are about layers that keep to one which is unusual, or undefined at m =
    // 1.
    Set<String> others = Set.of("convention", "undefined-variance");
    Checks.all()
        .forEach(
            check ->
                assertEquals(
                    !others.contains(check.name()), ran.contains(check.name()), check.name()));
    for (Role quantity : results()) {
      String name = quantity.label().replace('_', '-');
      assertTrue(results.stream().anyMatch(r -> r.check().equals(name) && r.ratio() >= 0.01), name);
    }
  }

  /** A subject that gives the same thing whatever it is asked. */
  private record Vacuous(java.util.function.UnaryOperator<StepOutput> twist)
      implements Implementation {
    @Override
    public Supported supported() {
      return Supported.all("vacuous", "nowhere", Dtype.FLOAT64);
    }

    @Override
    public StepOutput run(Step input) {
      return twist.apply(new ReferenceImplementation().run(input));
    }
  }

  /** A subject that fails whatever it is asked. */
  private record Crashing() implements Implementation {
    @Override
    public Supported supported() {
      return Supported.all("crashing", "nowhere", Dtype.FLOAT64);
    }

    @Override
    public StepOutput run(Step input) {
      throw new IllegalStateException("planted");
    }
  }

  private static StepOutput map(StepOutput output, double value) {
    StepOutput result = StepOutput.empty();
    for (Role quantity : output.roles()) {
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
      for (Role quantity : results()) {
        String name = quantity.label().replace('_', '-');
        assertTrue(
            results.stream().anyMatch(r -> r.check().equals(name) && r.verdict().isFinding()),
            name + " of " + value);
      }
    }
  }

  /** Checks that need no bound find them on the layers that have none. */
  @Test
  void zerosAndNanAreFindingsOnEveryLayer() throws InterruptedException {
    for (double value : new double[] {0, Double.NaN}) {
      List<Result> results = audit(new Vacuous(output -> map(output, value)), 2);
      for (Layer layer : Layers.all()) {
        assertTrue(
            results.stream()
                .anyMatch(
                    r -> r.caseLine().startsWith(layer.label() + " ") && r.verdict().isFinding()),
            layer + " of " + value);
      }
    }
  }

  @Test
  void aCrashIsAFindingAndDoesNotEndTheAudit() throws InterruptedException {
    Implementation crashing = new Crashing();
    List<Result> results = audit(crashing, 2);
    assertFalse(results.isEmpty());
    assertTrue(results.stream().anyMatch(r -> r.verdict() == Verdict.CRASHED));
    assertTrue(results.stream().noneMatch(r -> r.verdict() == Verdict.CONFORMS));
  }
}
