package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.RandomSteps;

class BlockStepTest {
  private static final Algebra<Double> V = new Algebra<>(Binary64.INSTANCE);
  private static final Shape SHAPE = new Shape(2, 4, 3);

  private static BlockStep<Double> block(Layer layer) {
    return BlockStep.of(V, RandomSteps.of(layer, Mode.TRAINING, SHAPE, 110), 0);
  }

  private static Map<Role, List<Double>> results(BlockStep<Double> block) {
    return block.evaluate(block.step().layer().paper()).results();
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void fewerPassesGiveTheFirstOfTheResults(Layer layer) {
    Map<Role, List<Double>> expected = new HashMap<>(results(block(layer)));
    assertFalse(block(layer).withoutSecond().hasSecond());
    expected.keySet().removeIf(role -> role.kind() == Role.Kind.SECOND_GRADIENT);
    assertEquals(expected, results(block(layer).withoutSecond()));
    assertFalse(block(layer).forwardOnly().hasUpstream());
    expected.keySet().removeIf(role -> role.kind() == Role.Kind.GRADIENT);
    assertEquals(expected, results(block(layer).forwardOnly()));
  }

  /** A double backward is asked for by the upstream gradient of dx, and not by another alone. */
  @Test
  void aPartOfADoubleBackwardAsksForNone() {
    Layer layer = Layers.of("batchnorm");
    Step whole = RandomSteps.of(layer, Mode.TRAINING, SHAPE, 110);
    Step step =
        Step.of(layer, Mode.TRAINING, whole.dtype(), SHAPE, whole.x())
            .with(Roles.DDGAMMA, whole.get(Roles.DDGAMMA));
    assertFalse(step.hasSecond());
    assertFalse(BlockStep.of(V, step, 0).hasSecond());
  }

  @Test
  void otherTensorsLeaveTheBlockAsItWas() {
    BlockStep<Double> block = block(Layers.of("batchnorm"));
    List<Double> x = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    List<Double> before = block.get(Roles.X);
    BlockStep<Double> other = block.with(Map.of(Roles.X, x));
    assertEquals(x, other.get(Roles.X));
    assertEquals(before, block.get(Roles.X));
    assertEquals(block.get(Roles.DY), other.get(Roles.DY));
    other.evaluate(other.step().layer().paper());
    assertEquals(3.5, other.value(Name.MEAN));
    assertTrue(block.results().isEmpty());
    assertNull(block.named(Name.MEAN));
  }

  /** Twice σ is half the output, and all that follows has seen it. */
  @Test
  void anAlgebraReplacesTheValueOfAName() {
    Algebra<Double> twice =
        new Algebra<>(Binary64.INSTANCE) {
          @Override
          public List<Double> let(BlockStep<Double> s, Name name, List<Double> values) {
            return name.equals(Name.SIGMA) ? times(values, 2.0) : values;
          }
        };
    Layer layer = Layers.of("batchnorm");
    Step step = RandomSteps.of(layer, Mode.TRAINING, SHAPE, 111).with(Roles.BETA, new double[4]);
    BlockStep<Double> honest = BlockStep.of(V, step, 1).evaluate(layer.paper());
    BlockStep<Double> changed = BlockStep.of(twice, step, 1).evaluate(layer.paper());
    assertEquals(2 * honest.value(Name.SIGMA), changed.value(Name.SIGMA));
    assertEquals(V.over(honest.result(Roles.Y), 2.0), changed.result(Roles.Y));
    assertEquals(V.over(honest.result(Roles.DGAMMA), 2.0), changed.result(Roles.DGAMMA));
    assertEquals(honest.result(Roles.RUNNING_MEAN), changed.result(Roles.RUNNING_MEAN));
  }

  /** A result has the name of its role, and what it is replaced by is the result. */
  @Test
  void anAlgebraReplacesAResult() {
    Layer layer = Layers.of("batchrenorm");
    Step step = RandomSteps.of(layer, Mode.TRAINING, SHAPE, 112);
    Algebra<Double> uncorrected =
        new Algebra<>(Binary64.INSTANCE) {
          @Override
          public List<Double> let(BlockStep<Double> s, Name name, List<Double> values) {
            if (name.equals(Name.of(Roles.R))) {
              return List.of(1.0);
            }
            return name.equals(Name.of(Roles.D)) ? List.of(0.0) : values;
          }
        };
    BlockStep<Double> changed = BlockStep.of(uncorrected, step, 0).evaluate(layer.paper());
    Layer plain = layer.reducesTo().orElseThrow();
    BlockStep<Double> expected = BlockStep.of(V, step.withLayer(plain), 0).evaluate(plain.paper());
    assertEquals(List.of(1.0), changed.result(Roles.R));
    for (Role role : List.of(Roles.Y, Roles.DX, Roles.DGAMMA, Roles.GRAD_X, Roles.GRAD_DY)) {
      assertEquals(expected.result(role), changed.result(role), role.label());
    }
  }
}
