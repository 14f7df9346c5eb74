package org.normaudit.verification.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.check.Checks;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.subject.LayerSubject;

/** Layers that hand on what they were given, or what they gave before: each is found out. */
final class VacuousSubjectTest {
  private static final List<Case> SAMPLE =
      Catalogue.of(
              Catalogue.Size.QUICK, EnumSet.allOf(LayerKind.class), EnumSet.of(Dtype.FLOAT64), 13)
          .stream()
          .filter(c -> c.shape().size() <= 24)
          .toList();

  /** Answers that do not come from a layer. */
  private interface Pretence {
    LayerOutput of(LayerInput input);
  }

  private record Pretender(Pretence pretence) implements NormalizationLayer {
    @Override
    public Capabilities capabilities() {
      return Capabilities.all("pretender", "nowhere", Dtype.FLOAT64);
    }

    @Override
    public LayerOutput run(LayerInput input) {
      return pretence.of(input);
    }
  }

  private static void assertFoundOut(Pretence pretence, Quantity... quantities)
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
    for (Quantity quantity : quantities) {
      String check = quantity.label().replace('_', '-');
      assertTrue(
          results.stream().anyMatch(r -> r.check().equals(check) && r.verdict().isFinding()),
          check);
    }
  }

  @Test
  void theUpstreamGradientHandedOnIsFound() throws InterruptedException {
    assertFoundOut(
        input -> new ReferenceLayer().run(input).with(Quantity.DX, input.dy()), Quantity.DX);
  }

  @Test
  void theInputHandedOnIsFound() throws InterruptedException {
    assertFoundOut(
        input -> new ReferenceLayer().run(input).with(Quantity.Y, input.x()), Quantity.Y);
  }

  @Test
  void theOldStatisticsHandedOnAreFound() throws InterruptedException {
    assertFoundOut(
        input ->
            new ReferenceLayer()
                .run(input)
                .with(Quantity.RUNNING_MEAN, input.state().mean())
                .with(Quantity.RUNNING_SPREAD, input.state().spread()),
        Quantity.RUNNING_MEAN,
        Quantity.RUNNING_SPREAD);
  }

  @Test
  void aFormerAnswerHandedOutAgainIsFound() throws InterruptedException {
    Map<List<Object>, LayerOutput> first = new HashMap<>();
    assertFoundOut(
        input -> {
          Shape shape = input.shape();
          List<Object> key =
              List.of(input.layer(), input.mode(), shape, input.second().isPresent());
          return first.computeIfAbsent(key, k -> new ReferenceLayer().run(input));
        },
        Quantity.Y,
        Quantity.RUNNING_MEAN,
        Quantity.RUNNING_SPREAD,
        Quantity.DX,
        Quantity.DGAMMA,
        Quantity.DBETA);
  }
}
