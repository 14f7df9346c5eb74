package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.normaudit.reference.Rejection.assertRejected;

import org.junit.jupiter.api.Test;
import org.normaudit.reference.Convention.RunningStatistic;
import org.normaudit.reference.UpdateRule.Correction;

class RunningStatisticsTest {
  private static final RunningStatistics STATE =
      new RunningStatistics(new double[] {4, 0}, new double[] {1, 2}, 5);

  @Test
  void anUpdateIsANewValue() {
    RunningStatistics next =
        STATE.updated(UpdateRule.rate(0.25), new double[] {8, 4}, new double[] {5, 2});
    assertArrayEquals(new double[] {5, 1}, next.mean());
    assertArrayEquals(new double[] {2, 2}, next.spread());
    assertEquals(6, next.updates());
    assertArrayEquals(new double[] {4, 0}, STATE.mean());
    assertArrayEquals(new double[] {1, 2}, STATE.spread());
  }

  @Test
  void aFrozenUpdateCountsNothing() {
    RunningStatistics next =
        STATE.updated(UpdateRule.frozen(), new double[] {8, 4}, new double[] {5, 2});
    assertArrayEquals(STATE.mean(), next.mean());
    assertArrayEquals(STATE.spread(), next.spread());
    assertNotSame(STATE.mean(), next.mean());
    assertEquals(5, next.updates());
  }

  @Test
  void theFirstCumulativeUpdateForgetsTheStart() {
    RunningStatistics next =
        RunningStatistics.initial(1)
            .updated(UpdateRule.cumulative(Correction.BIASED), new double[] {8}, new double[] {5});
    assertArrayEquals(new double[] {8}, next.mean());
    assertArrayEquals(new double[] {5}, next.spread());
  }

  @Test
  void trainingStartsAtMeanZeroAndSpreadOne() {
    RunningStatistics start = RunningStatistics.initial(2);
    assertArrayEquals(new double[2], start.mean());
    assertArrayEquals(new double[] {1, 1}, start.spread());
    assertEquals(0, start.updates());
    assertEquals(2, start.channels());
  }

  @Test
  void badStatisticsAreRejected() {
    assertRejected(
        "running mean has 1 values but running spread has 2: one a channel each",
        () -> new RunningStatistics(new double[1], new double[2], 0));
    assertRejected(
        "updates must be at least 0: -1",
        () -> new RunningStatistics(new double[1], new double[1], -1));
  }

  @Test
  void statisticsThatCannotNormalizeAreRejected() {
    assertDoesNotThrow(() -> spread(0).requireFor(RunningStatistic.VARIANCE));
    assertDoesNotThrow(() -> spread(Double.MIN_VALUE).requireFor(RunningStatistic.DEVIATION));
    assertRejected(
        "running variance must be at least 0: -1.0 in channel 1",
        () -> spread(-1).requireFor(RunningStatistic.VARIANCE));
    assertRejected(
        "running variance must be at least 0: NaN in channel 1",
        () -> spread(Double.NaN).requireFor(RunningStatistic.VARIANCE));
    assertRejected(
        "running standard deviation must be greater than 0: 0.0 in channel 1",
        () -> spread(0).requireFor(RunningStatistic.DEVIATION));
    assertRejected(
        "running inverse standard deviation must be greater than 0: NaN in channel 1",
        () -> spread(Double.NaN).requireFor(RunningStatistic.INVERSE));
    assertRejected(
        "running mean must be a number: NaN in channel 0",
        () ->
            new RunningStatistics(new double[] {Double.NaN}, new double[] {1}, 0)
                .requireFor(RunningStatistic.VARIANCE));
  }

  private static RunningStatistics spread(double last) {
    return new RunningStatistics(new double[2], new double[] {1, last}, 0);
  }
}
