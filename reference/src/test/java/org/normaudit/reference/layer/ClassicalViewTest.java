package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.contract.Steps;

class ClassicalViewTest {
  private static final Shape SHAPE = new Shape(2, 4, 3);

  private static LayerInput input(LayerKind kind) {
    return new Steps(Dtype.FLOAT32, 100)
        .step(kind, Mode.TRAINING, SHAPE, 1)
        .withGroups(2)
        .withClip(new Clip(0.25, 3, 5))
        .withRule(UpdateRule.cumulative(UpdateRule.Correction.BESSEL));
  }

  @ParameterizedTest
  @EnumSource(LayerKind.class)
  void aStepIsTheSameInBothInterfaces(LayerKind kind) {
    LayerInput input = input(kind);
    Step step = ClassicalView.step(input);
    LayerInput back = ClassicalView.input(step);
    assertEquals(step, ClassicalView.step(back));
    assertEquals(input.layer(), back.layer());
    assertEquals(input.mode(), back.mode());
    assertEquals(input.dtype(), back.dtype());
    assertEquals(input.shape(), back.shape());
    assertEquals(input.groups(), back.groups());
    assertEquals(input.epsilon(), back.epsilon());
    assertEquals(input.rule(), back.rule());
    assertEquals(input.clip(), back.clip());
    assertEquals(input.affine(), back.affine());
    assertSame(input.x(), back.x());
    assertSame(input.gamma(), back.gamma());
    assertSame(input.beta(), back.beta());
    assertEquals(input.state(), back.state());
    assertSame(input.dy(), back.dy());
    assertEquals(input.second(), back.second());
    LayerInput once = LayerInput.of(kind, Mode.INFERENCE, Dtype.FLOAT64, SHAPE, new double[24]);
    assertTrue(ClassicalView.input(ClassicalView.step(once)).second().isEmpty());
    assertEquals(
        ClassicalView.step(once),
        Step.of(Layers.of(kind.label()), Mode.INFERENCE, Dtype.FLOAT64, SHAPE, once.x())
            .with(Roles.GAMMA, once.gamma())
            .with(Roles.BETA, once.beta())
            .with(Roles.RUNNING_MEAN, once.state().mean())
            .with(Roles.RUNNING_SPREAD, once.state().spread())
            .with(Roles.DY, once.dy()));
  }

  @ParameterizedTest
  @EnumSource(LayerKind.class)
  void aLayerIsTheSameInBothInterfaces(LayerKind kind) {
    Layer layer = Layers.of(kind.label());
    assertTrue(ClassicalView.knows(layer));
    assertEquals(Convention.paper(kind), layer.paper());
    assertEquals(kind.isStateful(), layer.is(Property.STATEFUL));
    assertEquals(kind.isStateful(), layer.is(Property.OVER_BATCH));
    assertEquals(kind.isCentered(), layer.is(Property.SHIFT_INVARIANT));
    assertEquals(kind.isGrouped(), layer.has(Settings.GROUPS));
    LayerInput input = input(kind);
    assertEquals(input.statistics(), ClassicalView.step(input).statistics().view());
  }

  @ParameterizedTest
  @EnumSource(Quantity.class)
  void aQuantityIsARole(Quantity quantity) {
    Role role = ClassicalView.role(quantity);
    assertEquals(quantity.label(), role.label());
    assertEquals(quantity.isElementwise(), role.isElementwise());
    assertEquals(quantity.length(SHAPE), role.length(SHAPE));
    assertEquals(Layers.result(quantity.label()), role);
  }

  /** Gives y and dx, and notes what it was asked for. */
  private static final class Noting implements NormalizationLayer {
    private final List<LayerInput> asked = new ArrayList<>();
    private boolean closed;

    @Override
    public Capabilities capabilities() {
      return new Capabilities(
          "noting",
          "here",
          EnumSet.of(LayerKind.RMS_NORM, LayerKind.BATCH_NORM),
          Set.of(Mode.TRAINING),
          Set.of(Dtype.FLOAT32),
          EnumSet.of(Quantity.DX, Quantity.Y));
    }

    @Override
    public LayerOutput run(LayerInput input) {
      asked.add(input);
      return LayerOutput.empty().with(Quantity.DX, input.dy()).with(Quantity.Y, input.x());
    }

    @Override
    public List<LayerOutput> trace(List<LayerInput> steps) {
      return steps.stream().map(this::run).toList();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @Test
  void anImplementationOfTheOlderInterfaceIsOne() {
    Noting noting = new Noting();
    Step step = ClassicalView.step(input(LayerKind.BATCH_NORM));
    try (ClassicalView view = new ClassicalView(noting)) {
      Supported supported = view.supported();
      assertEquals("noting", supported.name());
      assertEquals("here", supported.ranOn());
      assertEquals(List.copyOf(Layers.of("batchnorm", "rmsnorm")), List.copyOf(supported.layers()));
      assertEquals(Set.of(Mode.TRAINING), supported.modes());
      assertEquals(Set.of(Dtype.FLOAT32), supported.dtypes());
      assertEquals(List.of(Roles.Y, Roles.DX), List.copyOf(supported.results()));
      StepOutput output = view.run(step);
      assertEquals(List.of(Roles.Y, Roles.DX), List.copyOf(output.roles()));
      assertSame(step.x(), output.get(Roles.Y));
      assertSame(step.dy(), output.get(Roles.DX));
      assertEquals(2, view.trace(List.of(step, step)).size());
      assertFalse(noting.closed);
    }
    assertEquals(3, noting.asked.size());
    noting.asked.forEach(input -> assertEquals(step, ClassicalView.step(input)));
    assertTrue(noting.closed);
  }
}
