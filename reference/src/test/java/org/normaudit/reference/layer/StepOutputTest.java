package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;

class StepOutputTest {

  @Test
  void resultsAreAdded() {
    double[] y = {1, 2};
    StepOutput empty = StepOutput.empty();
    StepOutput one = empty.with(Roles.Y, y);
    assertTrue(empty.roles().isEmpty());
    assertEquals(Set.of(Roles.Y), one.roles());
    assertSame(y, one.get(Roles.Y));
    assertTrue(one.has(Roles.Y));
    assertFalse(one.has(Roles.DX));
    assertThrows(NullPointerException.class, () -> empty.with(Roles.Y, null));
  }

  @Test
  void resultsComeInTheOrderOfTables() {
    double[] one = {1};
    StepOutput output =
        StepOutput.of(Map.of(Roles.GRAD_X, one, Roles.DX, one, Roles.R, one)).with(Roles.Y, one);
    assertEquals(List.of(Roles.Y, Roles.R, Roles.DX, Roles.GRAD_X), List.copyOf(output.roles()));
  }

  @Test
  void whatIsNotThereIsNamed() {
    StepOutput one = StepOutput.empty().with(Roles.Y, new double[1]);
    assertEquals(
        "no dx in the output: it has [y]",
        assertThrows(IllegalStateException.class, () -> one.get(Roles.DX)).getMessage());
  }

  @Test
  void roundingIsOnceByRoleAndLeavesTheOriginal() {
    StepOutput output =
        StepOutput.empty()
            .with(Roles.Y, new double[] {0.1})
            .with(Roles.DGAMMA, new double[] {0.1})
            .with(Roles.R, new double[] {0.1});
    StepOutput rounded = output.rounded(new Formats(Dtype.BFLOAT16, Dtype.FLOAT32, Dtype.FLOAT64));
    assertArrayEquals(new double[] {Dtype.BFLOAT16.round(0.1)}, rounded.get(Roles.Y));
    assertArrayEquals(new double[] {0.1f}, rounded.get(Roles.DGAMMA));
    assertArrayEquals(new double[] {0.1}, rounded.get(Roles.R));
    assertArrayEquals(new double[] {0.1}, output.get(Roles.Y));
    assertEquals(output.roles(), rounded.roles());
  }
}
