package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.normaudit.reference.Rejection.assertRejected;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenormScheduleTest {

  @ParameterizedTest
  @CsvSource({"0, 1", "4999, 1", "5000, 1", "22500, 2", "40000, 3", "40001, 3", "1000000, 3"})
  void rMaxRisesFromStep5000To40000(long step, double rMax) {
    assertEquals(rMax, RenormSchedule.paper().at(step).rMax());
    assertEquals(1 / rMax, RenormSchedule.paper().at(step).rMin());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "4999, 0", "5000, 0", "15000, 2.5", "25000, 5", "25001, 5", "1000000, 5"})
  void dMaxRisesFromStep5000To25000(long step, double dMax) {
    assertEquals(dMax, RenormSchedule.paper().at(step).dMax());
  }

  @Property
  void theScheduleOnlyWidens(@ForAll @LongRange(min = 0, max = 45_000) long step) {
    Clip now = RenormSchedule.paper().at(step);
    Clip next = RenormSchedule.paper().at(step + 1);
    boolean inRamp = step >= 5_000 && step < 25_000;
    assertTrue(next.rMax() >= now.rMax() && next.dMax() >= now.dMax());
    assertEquals(inRamp, next.dMax() > now.dMax());
    assertEquals(step >= 5_000 && step < 40_000, next.rMax() > now.rMax());
  }

  @Test
  void aRampOfNoLengthIsASwitch() {
    RenormSchedule hard = new LinearRenormSchedule(100_000, 100_000, 3, 100_000, 5);
    assertEquals(Clip.NONE, hard.at(99_999));
    assertEquals(Clip.symmetric(3, 5), hard.at(100_000));
  }

  @Test
  void aConstantScheduleStays() {
    Clip clip = new Clip(0.5, 4, 2);
    assertSame(clip, RenormSchedule.constant(clip).at(0));
    assertSame(clip, RenormSchedule.constant(clip).at(Long.MAX_VALUE));
  }

  @Test
  void badStepsAndRampsAreRejected() {
    assertRejected("step must be at least 0: -1", () -> RenormSchedule.paper().at(-1));
    assertRejected("step must be at least 0: -1", () -> RenormSchedule.constant(Clip.NONE).at(-1));
    assertRejected("step must be at least 0: -2", () -> new LinearRenormSchedule(-2, 1, 3, 1, 5));
    assertRejected(
        "a ramp must not end before it starts: start 5, end of r_max 4, end of d_max 9",
        () -> new LinearRenormSchedule(5, 4, 3, 9, 5));
    assertRejected(
        "a ramp must not end before it starts: start 5, end of r_max 9, end of d_max 4",
        () -> new LinearRenormSchedule(5, 9, 3, 4, 5));
    assertRejected(
        "r_max must be at least 1 and finite: 0.5",
        () -> new LinearRenormSchedule(0, 1, 0.5, 1, 5));
    assertRejected(
        "r_max must be at least 1 and finite: Infinity",
        () -> new LinearRenormSchedule(0, 1, Double.POSITIVE_INFINITY, 1, 5));
    assertRejected(
        "d_max must be at least 0 and finite: NaN",
        () -> new LinearRenormSchedule(0, 1, 3, 1, Double.NaN));
    assertRejected(
        "d_max must be at least 0 and finite: Infinity",
        () -> new LinearRenormSchedule(0, 1, 3, 1, Double.POSITIVE_INFINITY));
  }
}
