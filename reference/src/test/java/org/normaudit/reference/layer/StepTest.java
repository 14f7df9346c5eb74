package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.normaudit.reference.Rejection.assertRejected;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Block;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

class StepTest {
  private static final Layer BATCH_NORM = Layers.of("batchnorm");
  private static final Layer BATCH_RENORM = Layers.of("batchrenorm");
  private static final Layer GROUP_NORM = Layers.of("groupnorm");
  private static final Shape SHAPE = new Shape(2, 3, 1);

  private static Step step() {
    return Step.of(BATCH_NORM, Mode.TRAINING, Dtype.FLOAT64, SHAPE, new double[6]);
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void theUsualStep(Layer layer) {
    double[] x = {1, 2, 3, 4, 5, 6};
    Step step = Step.of(layer, Mode.INFERENCE, Dtype.FLOAT32, SHAPE, x);
    assertSame(layer, step.layer());
    assertEquals(Mode.INFERENCE, step.mode());
    assertEquals(Dtype.FLOAT32, step.dtype());
    assertEquals(SHAPE, step.shape());
    assertEquals(Settings.USUAL, step.settings());
    assertSame(x, step.x());
    for (Role role : layer.given()) {
      boolean ones = role.equals(Roles.GAMMA) || role.equals(Roles.RUNNING_SPREAD);
      double[] expected = new double[role.length(SHAPE)];
      Arrays.fill(expected, ones ? 1 : 0);
      assertArrayEquals(role.equals(Roles.X) ? x : expected, step.get(role), role.label());
    }
    assertFalse(step.affine());
    assertFalse(step.hasSecond());
    assertTrue(step.second().isEmpty());
    assertEquals(layer.given(), step.roles());
    assertNull(step.get(Roles.DDX));
  }

  @Test
  void eachSettingChangesAlone() {
    Step step = step();
    double[] tensor = {1, 2, 3, 4, 5, 6};
    double[] channels = {7, 8, 9};
    UpdateRule rule = UpdateRule.frozen();
    Clip clip = Clip.symmetric(3, 5);
    assertEquals(Mode.INFERENCE, step.withMode(Mode.INFERENCE).mode());
    assertSame(BATCH_RENORM, step.withLayer(BATCH_RENORM).layer());
    assertEquals(0.5, step.withEpsilon(0.5).epsilon());
    assertEquals(0.5, step.with(Settings.EPSILON, 0.5).get(Settings.EPSILON));
    assertEquals(rule, step.withRule(rule).rule());
    assertEquals(clip, step.withClip(clip).clip());
    assertEquals(Dtype.BFLOAT16, step.withDtype(Dtype.BFLOAT16).dtype());
    assertSame(tensor, step.withX(tensor).x());
    assertSame(tensor, step.withDy(tensor).dy());
    assertSame(step.dy(), step.withX(tensor).dy());
    assertSame(channels, step.withAffine(channels, new double[3]).gamma());
    assertSame(channels, step.withAffine(new double[3], channels).beta());
    assertTrue(step.withAffine(channels, channels).affine());
    Step other = step.withState(new RunningStatistics(new double[3], channels, 7));
    assertSame(channels, other.state().spread());
    assertEquals(7, other.updates());
    assertSame(step.x(), other.x());
    assertEquals(step(step), step, "the step itself has not changed");
  }

  /** An equal step, made anew of the same tensors. */
  private static Step step(Step step) {
    return step.with(Roles.X, step.x()).withEpsilon(0.5).withEpsilon(step.epsilon());
  }

  @Test
  void equalStepsHaveTheSameSettingsAndTheSameArrays() {
    Step step = step();
    assertEquals(step, step(step));
    assertEquals(step.hashCode(), step(step).hashCode());
    List<Step> others =
        List.of(
            step.withMode(Mode.INFERENCE),
            step.withLayer(BATCH_RENORM),
            step.withDtype(Dtype.FLOAT32),
            step.withEpsilon(0.5),
            step.withX(step.x().clone()),
            step.withTensors(new Shape(1, 3, 2), values -> values),
            step.withSecond(new SecondOrder(new double[6], new double[3], new double[3])));
    others.forEach(other -> assertNotEquals(step, other));
    Set<Step> all = new HashSet<>(others);
    assertEquals(others.size(), all.size());
    assertNotEquals(step, null);
  }

  @Test
  void aDoubleBackwardIsThereAsAWhole() {
    double[] tensor = {1, 2, 3, 4, 5, 6};
    double[] channels = {7, 8, 9};
    SecondOrder second = new SecondOrder(tensor, channels, new double[3]);
    Step step = step().withSecond(second);
    assertTrue(step.hasSecond());
    assertEquals(second, step.second().orElseThrow());
    assertEquals(List.of(Roles.DDX, Roles.DDGAMMA, Roles.DDBETA), step.roles().subList(6, 9));
    assertRejected("a step of batchnorm needs ddgamma", () -> step().with(Roles.DDX, tensor));
  }

  @Test
  void otherTensorsComeWithTheirShapeAndWithoutADoubleBackward() {
    double[] x = {1, 2, 3, 4, 5, 6};
    double[] dy = {6, 5, 4, 3, 2, 1};
    double[] channels = {7, 8, 9};
    Step before = step().withAffine(channels, channels);
    Shape other = new Shape(1, 3, 2);
    Step after =
        before
            .withDy(dy)
            .withSecond(new SecondOrder(dy, channels, channels))
            .withTensors(other, values -> values == dy ? dy : x);
    assertEquals(other, after.shape());
    assertSame(x, after.x());
    assertSame(dy, after.dy());
    assertSame(channels, after.gamma());
    assertFalse(after.hasSecond());
    Shape fewer = new Shape(3, 2, 1);
    assertRejected(
        "gamma has 3 values: shape (3, 2, 1) needs 2",
        () -> before.withTensors(fewer, values -> values));
  }

  @Test
  void everyTensorOfALayerWithTwoInputsComesAlong() {
    Layer layer = Layers.of("addrmsnorm");
    double[] x = {1, 2, 3};
    Step before = Step.of(layer, Mode.TRAINING, Dtype.FLOAT64, new Shape(1, 3, 1), x);
    Step after = before.withTensors(new Shape(2, 3, 1), values -> new double[6]);
    for (Role role : layer.given()) {
      assertEquals(role.isElementwise() ? 6 : 3, after.get(role).length, role::label);
    }
  }

  @Test
  void onlyTrainingOnValuesThatIsNotFrozenIsAnUpdate() {
    assertTrue(step().isUpdate());
    assertFalse(step().withMode(Mode.INFERENCE).isUpdate());
    assertFalse(step().withRule(UpdateRule.frozen()).isUpdate());
    Shape empty = new Shape(0, 3, 1);
    assertFalse(step().withTensors(empty, values -> new double[0]).isUpdate());
  }

  @Test
  void groupsDivideTheChannels() {
    Shape shape = new Shape(2, 6, 5);
    Step plain = Step.of(GROUP_NORM, Mode.TRAINING, Dtype.FLOAT64, shape, new double[60]);
    Step grouped = plain.withGroups(3);
    assertEquals(new Shape(1, 6, 10), grouped.statistics().view());
    assertEquals(3, grouped.blocks().size());
    assertEquals(new Block(shape, 2, 2), grouped.block(1));
    assertEquals(grouped.block(1), grouped.blocks().get(1));
    assertEquals(new Shape(1, 2, 30), view(grouped.withLayer(Layers.of("rmsnorm"))));
    assertEquals(new Shape(1, 12, 5), view(grouped.withLayer(Layers.of("instancenorm"))));
    assertEquals(shape, view(grouped.withLayer(BATCH_NORM)));
    assertRejected("groups must divide the 6 channels: 4", () -> plain.withGroups(4));
    assertRejected(
        "groups must be a whole number in [1, 2147483647]: 0", () -> plain.withGroups(0));
  }

  private static Shape view(Step step) {
    return step.statistics().view();
  }

  @Test
  void badEpsilonIsRejected() {
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRejected(
          "epsilon must be at least 0 and finite: " + bad, () -> step().withEpsilon(bad));
    }
    assertEquals(0, step().withEpsilon(0).epsilon());
  }

  @Test
  void lengthsThatDoNotFitAreRejected() {
    double[] tensor = new double[6];
    double[] channels = new double[3];
    double[] five = new double[5];
    assertRejected("x has 5 values: shape (2, 3, 1) needs 6", () -> step().withX(five));
    assertRejected("dy has 5 values: shape (2, 3, 1) needs 6", () -> step().withDy(five));
    assertRejected(
        "gamma has 5 values: shape (2, 3, 1) needs 3", () -> step().withAffine(five, channels));
    assertRejected(
        "beta has 5 values: shape (2, 3, 1) needs 3", () -> step().withAffine(channels, five));
    assertRejected(
        "running mean has 5 values: shape (2, 3, 1) needs 3",
        () -> step().withState(RunningStatistics.initial(5)));
    assertRejected(
        "running spread has 5 values: shape (2, 3, 1) needs 3",
        () -> step().with(Roles.RUNNING_SPREAD, five));
    assertRejected(
        "ddx has 5 values: shape (2, 3, 1) needs 6",
        () -> step().withSecond(new SecondOrder(five, channels, channels)));
    assertRejected(
        "ddgamma has 5 values: shape (2, 3, 1) needs 3",
        () -> step().withSecond(new SecondOrder(tensor, five, channels)));
    assertRejected(
        "ddbeta has 5 values: shape (2, 3, 1) needs 3",
        () -> step().withSecond(new SecondOrder(tensor, channels, five)));
  }

  @Test
  void parametersOfALayerWithoutParametersAreRejected() {
    assertRejected(
        "gamma must be 1.0 where the layer is not affine: 2.0 in channel 1",
        () -> step().with(Roles.GAMMA, new double[] {1, 2, 1}));
    assertRejected(
        "beta must be 0.0 where the layer is not affine: NaN in channel 2",
        () -> step().with(Roles.BETA, new double[] {0, 0, Double.NaN}));
  }

  @Test
  void formatsBelongToRoles() {
    Formats mixed = new Formats(Dtype.BFLOAT16, Dtype.FLOAT32, Dtype.FLOAT64);
    Step step = step().withFormats(mixed);
    assertEquals(mixed, step.formats());
    assertEquals(Dtype.BFLOAT16, step.dtype());
    for (Role role : List.of(Roles.X, Roles.Y, Roles.DX, Roles.DY, Roles.DDX, Roles.GRAD_X)) {
      assertEquals(Dtype.BFLOAT16, step.format(role), role.label());
    }
    for (Role role : List.of(Roles.GAMMA, Roles.DBETA, Roles.DDGAMMA, Roles.GRAD_GAMMA)) {
      assertEquals(Dtype.FLOAT32, step.format(role), role.label());
    }
    for (Role role : List.of(Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD, Roles.R)) {
      assertEquals(Dtype.FLOAT64, step.format(role), role.label());
    }
    assertFalse(mixed.isUniform());
    assertFalse(new Formats(Dtype.FLOAT32, Dtype.FLOAT32, Dtype.FLOAT64).isUniform());
    assertTrue(step().formats().isUniform());
  }
}
