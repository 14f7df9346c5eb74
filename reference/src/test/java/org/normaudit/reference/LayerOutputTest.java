package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LayerOutputTest {

  @Test
  void quantitiesAreAdded() {
    double[] y = {1, 2};
    LayerOutput empty = LayerOutput.empty();
    LayerOutput one = empty.with(Quantity.Y, y);
    assertTrue(empty.quantities().isEmpty());
    assertEquals(Set.of(Quantity.Y), one.quantities());
    assertSame(y, one.get(Quantity.Y));
    assertTrue(one.has(Quantity.Y));
    assertFalse(one.has(Quantity.DX));
  }

  @Test
  void whatIsNotThereIsNamed() {
    LayerOutput one = LayerOutput.empty().with(Quantity.Y, new double[1]);
    assertEquals(
        "no dx in the output: it has [Y]",
        assertThrows(IllegalStateException.class, () -> one.get(Quantity.DX)).getMessage());
  }

  @Test
  void roundingIsOnceAndLeavesTheOriginal() {
    LayerOutput output = LayerOutput.empty().with(Quantity.Y, new double[] {0.1});
    assertArrayEquals(new double[] {0.1f}, output.rounded(Dtype.FLOAT32).get(Quantity.Y));
    assertArrayEquals(new double[] {0.1}, output.get(Quantity.Y));
    assertSame(output, output.rounded(Dtype.FLOAT64));
  }
}
