package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.normaudit.reference.Rejection.assertRejected;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerInputTest {
  private static final Shape SHAPE = new Shape(2, 3, 1);

  private static LayerInput input() {
    return LayerInput.of(LayerKind.BATCH_NORM, Mode.TRAINING, Dtype.FLOAT64, SHAPE, new double[6]);
  }

  @Test
  void theUsualSettings() {
    LayerInput input = input();
    assertFalse(input.affine());
    assertArrayEquals(new double[] {1, 1, 1}, input.gamma());
    assertArrayEquals(new double[3], input.beta());
    assertEquals(UpdateRule.rate(0.1), input.rule());
    assertEquals(Clip.NONE, input.clip());
    assertTrue(input.second().isEmpty());
  }

  @Test
  void eachSettingChangesAlone() {
    LayerInput input = input();
    double[] tensor = {1, 2, 3, 4, 5, 6};
    double[] channels = {7, 8, 9};
    RunningStatistics state = RunningStatistics.initial(3);
    SecondOrder second = new SecondOrder(tensor, channels, channels);
    assertEquals(Mode.INFERENCE, input.withMode(Mode.INFERENCE).mode());
    assertEquals(LayerKind.BATCH_RENORM, input.withLayer(LayerKind.BATCH_RENORM).layer());
    assertEquals(0.5, input.withEpsilon(0.5).epsilon());
    assertEquals(UpdateRule.frozen(), input.withRule(UpdateRule.frozen()).rule());
    assertEquals(Clip.symmetric(3, 5), input.withClip(Clip.symmetric(3, 5)).clip());
    assertSame(tensor, input.withX(tensor).x());
    assertSame(tensor, input.withDy(tensor).dy());
    assertSame(state, input.withState(state).state());
    assertSame(channels, input.withAffine(channels, new double[3]).gamma());
    assertSame(channels, input.withAffine(new double[3], channels).beta());
    assertTrue(input.withAffine(channels, channels).affine());
    assertSame(second, input.withSecond(second).second().orElseThrow());
    assertSame(input.x(), input.withSecond(second).x());
  }

  @Test
  void otherTensorsComeWithTheirShapeAndWithoutADoubleBackward() {
    double[] x = {1, 2, 3, 4, 5, 6};
    double[] dy = {6, 5, 4, 3, 2, 1};
    double[] channels = {7, 8, 9};
    LayerInput before = input().withAffine(channels, channels);
    Shape other = new Shape(1, 3, 2);
    LayerInput after =
        before.withSecond(new SecondOrder(x, channels, channels)).withTensors(other, x, dy);
    assertEquals(other, after.shape());
    assertSame(x, after.x());
    assertSame(dy, after.dy());
    assertSame(channels, after.gamma());
    assertTrue(after.second().isEmpty());
    Shape fewer = new Shape(3, 2, 1);
    assertRejected(
        "gamma has 3 values: shape (3, 2, 1) needs 2", () -> before.withTensors(fewer, x, dy));
  }

  @Test
  void onlyTrainingOnValuesThatIsNotFrozenIsAnUpdate() {
    assertTrue(input().isUpdate());
    assertFalse(input().withMode(Mode.INFERENCE).isUpdate());
    assertFalse(input().withRule(UpdateRule.frozen()).isUpdate());
    Shape empty = new Shape(0, 3, 1);
    assertFalse(input().withTensors(empty, new double[0], new double[0]).isUpdate());
  }

  @Test
  void groupsDivideTheChannels() {
    LayerInput plain =
        LayerInput.of(
            LayerKind.GROUP_NORM, Mode.TRAINING, Dtype.FLOAT64, new Shape(2, 6, 5), new double[60]);
    LayerInput grouped = plain.withGroups(3);
    assertEquals(new Shape(1, 6, 10), grouped.statistics());
    assertEquals(new Shape(1, 2, 30), grouped.withLayer(LayerKind.RMS_NORM).statistics());
    assertEquals(new Shape(1, 12, 5), grouped.withLayer(LayerKind.INSTANCE_NORM).statistics());
    assertEquals(grouped.shape(), grouped.withLayer(LayerKind.BATCH_NORM).statistics());
    assertRejected("groups must divide the 6 channels: 4", () -> plain.withGroups(4));
    assertRejected("groups must divide the 6 channels: 0", () -> plain.withGroups(0));
  }

  @Test
  void aBlockIsAllSamplesOfItsChannels() {
    Block block = new Block(new Shape(2, 3, 2), 1, 2);
    assertEquals(8, block.size());
    assertArrayEquals(
        new int[] {2, 3, 4, 5, 8, 9, 10, 11},
        IntStream.range(0, block.size()).map(block::index).toArray());
  }

  @Test
  void badEpsilonIsRejected() {
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRejected(
          "epsilon must be at least 0 and finite: " + bad, () -> input().withEpsilon(bad));
    }
    assertEquals(0, input().withEpsilon(0).epsilon());
  }

  @Test
  void lengthsThatDoNotFitAreRejected() {
    double[] tensor = new double[6];
    double[] channels = new double[3];
    double[] five = new double[5];
    assertRejected("x has 5 values: shape (2, 3, 1) needs 6", () -> input().withX(five));
    assertRejected("dy has 5 values: shape (2, 3, 1) needs 6", () -> input().withDy(five));
    assertRejected(
        "gamma has 5 values: shape (2, 3, 1) needs 3", () -> input().withAffine(five, channels));
    assertRejected(
        "beta has 5 values: shape (2, 3, 1) needs 3", () -> input().withAffine(channels, five));
    assertRejected(
        "running mean has 5 values: shape (2, 3, 1) needs 3",
        () -> input().withState(RunningStatistics.initial(5)));
    assertRejected(
        "ddx has 5 values: shape (2, 3, 1) needs 6",
        () -> input().withSecond(new SecondOrder(five, channels, channels)));
    assertRejected(
        "ddgamma has 5 values: shape (2, 3, 1) needs 3",
        () -> input().withSecond(new SecondOrder(tensor, five, channels)));
    assertRejected(
        "ddbeta has 5 values: shape (2, 3, 1) needs 3",
        () -> input().withSecond(new SecondOrder(tensor, channels, five)));
  }

  @Test
  void parametersOfALayerWithoutParametersAreRejected() {
    LayerInput in = input();
    assertRejected(
        "gamma must be 1.0 where the layer is not affine: 2.0 in channel 1",
        () -> notAffine(in, new double[] {1, 2, 1}, new double[3]));
    assertRejected(
        "beta must be 0.0 where the layer is not affine: NaN in channel 2",
        () -> notAffine(in, in.gamma(), new double[] {0, 0, Double.NaN}));
  }

  private static LayerInput notAffine(LayerInput in, double[] gamma, double[] beta) {
    return new LayerInput(
        in.layer(),
        in.mode(),
        in.dtype(),
        in.shape(),
        in.epsilon(),
        in.rule(),
        in.clip(),
        false,
        in.x(),
        gamma,
        beta,
        in.state(),
        in.dy(),
        in.second());
  }
}
