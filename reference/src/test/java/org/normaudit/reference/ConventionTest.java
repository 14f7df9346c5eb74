package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ConventionTest {

  @Test
  void thePapersAverageDifferentStatistics() {
    assertEquals(
        Convention.RunningStatistic.VARIANCE,
        Convention.paper(LayerKind.BATCH_NORM).get(Coordinates.KEPT));
    assertEquals(
        Convention.RunningStatistic.DEVIATION,
        Convention.paper(LayerKind.BATCH_RENORM).get(Coordinates.KEPT));
  }
}
