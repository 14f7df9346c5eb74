package org.normaudit.verification.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class LayerAuditTest {

  /** The scalar layer, as far as it says, with something done to its results. */
  private static class Partial implements Implementation {
    private final Implementation whole = new ReferenceImplementation();
    private final Set<Mode> modes;
    private final AtomicBoolean closed = new AtomicBoolean();

    Partial(Set<Mode> modes) {
      this.modes = modes;
    }

    @Override
    public Supported supported() {
      return new Supported(
          "partial",
          "here",
          Set.of(Layers.of("batchnorm")),
          modes,
          Set.of(Dtype.FLOAT32),
          Set.of(Roles.Y, Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD, Roles.DX));
    }

    @Override
    public StepOutput run(Step input) {
      return whole.run(input);
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  /** How the tests of a container ended. */
  private record Outcome(int passed, int aborted, List<String> failures) {}

  private static Map<String, Outcome> run(Stream<DynamicNode> nodes) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    try (nodes) {
      nodes.forEach(
          node -> outcomes.put(node.getDisplayName().split(":")[0], run((DynamicContainer) node)));
    }
    return outcomes;
  }

  private static Outcome run(DynamicContainer container) {
    int[] counts = new int[2];
    List<String> failures = new java.util.ArrayList<>();
    container
        .getChildren()
        .forEach(
            child -> {
              // A test's name is the case.
              CaseLine.parse(child.getDisplayName());
              try {
                ((DynamicTest) child).getExecutable().execute();
                counts[0]++;
              } catch (TestAbortedException e) {
                counts[1]++;
              } catch (AssertionFailedError e) {
                failures.add(e.getMessage());
              } catch (Throwable e) {
                throw new IllegalStateException(e);
              }
            });
    return new Outcome(counts[0], counts[1], failures);
  }

  @Test
  void anHonestLayerPassesEveryCheckThatItOffersSomethingFor() {
    Partial layer = new Partial(EnumSet.allOf(Mode.class));
    Map<String, Outcome> outcomes = run(LayerAudit.of(layer).tests());
    assertEquals(Checks.all().stream().map(Check::name).toList(), List.copyOf(outcomes.keySet()));
    outcomes.forEach((check, outcome) -> assertEquals(List.of(), outcome.failures(), check));
    for (String check : List.of("y", "running-mean", "dx", "delta-b", "trace", "sign-flip")) {
      assertTrue(outcomes.get(check).passed() > 0, check);
    }
    assertEquals(0, outcomes.get("dgamma").passed());
    assertTrue(outcomes.get("dgamma").aborted() > 0);
    assertTrue(layer.closed.get(), "the layer is closed with the stream");
  }

  @Test
  void aWrongGradientFailsItsTestsWithAMessageThatHelps() {
    Partial layer =
        new Partial(EnumSet.of(Mode.TRAINING)) {
          @Override
          public StepOutput run(Step input) {
            StepOutput output = super.run(input);
            double[] dx = output.get(Roles.DX).clone();
            for (int i = 0; i < dx.length; i++) {
              dx[i] = input.dtype().round(dx[i] * 1.001);
            }
            return output.with(Roles.DX, dx);
          }
        };
    Map<String, Outcome> outcomes = run(LayerAudit.of(layer).tests());
    assertEquals(List.of(), outcomes.get("y").failures());
    assertTrue(outcomes.get("y").passed() > 0);
    String message = outcomes.get("dx").failures().get(0);
    assertTrue(message.startsWith("WRONG: dx["), message);
    assertTrue(message.contains("\n  case: batchnorm training f32"), message);
    assertTrue(message.contains("\n  held to batchnorm: paper"), message);
  }

  @Test
  void anUnknownConventionIsAnError() {
    LayerAudit audit = LayerAudit.of(new Partial(EnumSet.allOf(Mode.class))).convention("mine");
    assertThrows(IllegalArgumentException.class, audit::tests);
  }
}
