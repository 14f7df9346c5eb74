package org.normaudit.verification.lab.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final StringBuilder order = new StringBuilder();

  private List<Rounds.Timing> time(Rounds rounds) {
    return rounds.time(List.of(() -> order.append('a'), () -> order.append('b')));
  }

  @Test
  void tasksTakeTurnsAndTheFirstRoundsDoNotCount() {
    List<Rounds.Timing> timings = time(new Rounds(0, 4));
    assertEquals("ab".repeat(3 + 4), order.toString());
    assertEquals(List.of(4, 4), timings.stream().map(Rounds.Timing::runs).toList());
  }

  @Test
  void aBurstBeginsWithARunThatIsNotTimed() {
    List<Rounds.Timing> timings = time(new Rounds(0, 2).inBursts(3, 1));
    assertEquals("ab".repeat(3) + "aaaabbbb".repeat(2), order.toString());
    assertEquals(List.of(6, 6), timings.stream().map(Rounds.Timing::runs).toList());
  }

  @Test
  void theMedianLiesBetweenTheExtremes() {
    Rounds.Timing timing = Rounds.Timing.of(List.of(5.0, 1.0, 2.0));
    assertEquals(new Rounds.Timing(2, 1, 3), timing);
  }

  @Test
  void roundsWithoutAnythingToMeasureAreRefused() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Rounds(Double.NaN, 1));
    assertTrue(e.getMessage().contains("NaN"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Rounds(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Rounds(1, 1).inBursts(0, 0));
  }
}
