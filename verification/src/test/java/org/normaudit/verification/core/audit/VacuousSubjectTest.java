package org.normaudit.verification.core.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.io.vectors.CaseSources;

/** Layers that hand on what they were given, or what they gave before: each is found out. */
final class VacuousSubjectTest {
  private static final List<Case> SAMPLE =
      Catalogue.of(Catalogue.Size.QUICK, Layers.set(Layers.all()), Set.of(Dtype.FLOAT64), 13)
          .stream()
          .filter(c -> c.shape().size() <= 24)
          .toList();

  /** Answers that do not come from a layer. */
  private interface Pretence {
    StepOutput of(Step input);
  }

  private record Pretender(Pretence pretence) implements Implementation {
    @Override
    public Supported supported() {
      return Supported.all("pretender", "nowhere", Dtype.FLOAT64);
    }

    @Override
    public StepOutput run(Step input) {
      return pretence.of(input);
    }
  }

  private static void assertFoundOut(Pretence pretence, Role... quantities)
      throws InterruptedException {
    LayerSubject subject =
        new LayerSubject("pretender", new Pretender(pretence), ErrorModel::unknown);
    List<Result> results =
        new Audit(
                List.of(SubjectUnderConvention.paper(subject)),
                SAMPLE,
                Checks.all(),
                CaseSources::input,
                1)
            .run(c -> {});
    for (Role quantity : quantities) {
      String check = quantity.label().replace('_', '-');
      assertTrue(
          results.stream().anyMatch(r -> r.check().equals(check) && r.verdict().isFinding()),
          check);
    }
  }

  @Test
  void theUpstreamGradientHandedOnIsFound() throws InterruptedException {
    assertFoundOut(
        input -> new ReferenceImplementation().run(input).with(Roles.DX, input.dy()), Roles.DX);
  }

  @Test
  void theInputHandedOnIsFound() throws InterruptedException {
    assertFoundOut(
        input -> new ReferenceImplementation().run(input).with(Roles.Y, input.x()), Roles.Y);
  }

  @Test
  void theOldStatisticsHandedOnAreFound() throws InterruptedException {
    assertFoundOut(
        input ->
            new ReferenceImplementation()
                .run(input)
                .with(Roles.RUNNING_MEAN, input.state().mean())
                .with(Roles.RUNNING_SPREAD, input.state().spread()),
        Roles.RUNNING_MEAN,
        Roles.RUNNING_SPREAD);
  }

  @Test
  void aFormerAnswerHandedOutAgainIsFound() throws InterruptedException {
    Map<List<Object>, StepOutput> first = new HashMap<>();
    assertFoundOut(
        input -> {
          Shape shape = input.shape();
          List<Object> key =
              List.of(input.layer(), input.mode(), shape, input.second().isPresent());
          return first.computeIfAbsent(key, k -> new ReferenceImplementation().run(input));
        },
        Roles.Y,
        Roles.RUNNING_MEAN,
        Roles.RUNNING_SPREAD,
        Roles.DX,
        Roles.DGAMMA,
        Roles.DBETA);
  }
}
