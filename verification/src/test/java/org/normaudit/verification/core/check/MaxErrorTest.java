package org.normaudit.verification.core.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.layer.Roles;

final class MaxErrorTest {
  private final MaxError worst = new MaxError();

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NaN})
  void anAllowanceThatAllowsAnythingJudgesNothing(double allow) {
    worst.add(Roles.Y, 0, 1, allow, 1);
    assertTrue(worst.judgedNothing());
    assertEquals(1, worst.unjudged());
    assertFalse(worst.exceeds());
  }

  @Test
  void anErrorThatIsNoNumberExceedsEveryAllowance() {
    worst.add(Roles.Y, 0, 1, 2, 1);
    worst.add(Roles.DX, 3, Double.NaN, Double.MAX_VALUE, Double.NaN);
    assertTrue(worst.exceeds());
    assertEquals(Double.POSITIVE_INFINITY, worst.error());
    assertEquals("dx[3]", worst.where());
  }

  @Test
  void theWorstIsTheLargestShareAndNotTheLargestError() {
    worst.add(Roles.Y, 0, 3, 4, 1);
    worst.add(Roles.Y, 1, 2, 2, 1);
    assertEquals(1, worst.index());
    assertEquals(2, worst.error());
    assertFalse(worst.exceeds());
  }

  @Test
  void anyErrorExceedsNoAllowanceAtAll() {
    worst.add(Roles.Y, 0, 0, 0, 0);
    assertFalse(worst.exceeds());
    worst.add(Roles.Y, 1, Double.MIN_VALUE, 0, 0);
    assertTrue(worst.exceeds());
  }
}
