package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.normaudit.reference.Rejection.assertRejected;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void elementsLieInCOrder() {
    Shape shape = new Shape(2, 3, 4);
    int expected = 0;
    for (int o = 0; o < 2; o++) {
      for (int c = 0; c < 3; c++) {
        for (int i = 0; i < 4; i++) {
          assertEquals(expected++, shape.index(o, c, i));
        }
      }
    }
    assertEquals(24, shape.size());
    assertEquals(8, shape.count());
    assertEquals("2x3x4", shape.toString());
  }

  @Test
  void badDimensionsAreRejected() {
    assertRejected(
        "shape needs outer >= 0, channels >= 1, inner >= 0: (-1, 1, 1)", () -> new Shape(-1, 1, 1));
    assertRejected(
        "shape needs outer >= 0, channels >= 1, inner >= 0: (1, 0, 1)", () -> new Shape(1, 0, 1));
    assertRejected(
        "shape needs outer >= 0, channels >= 1, inner >= 0: (1, 1, -1)", () -> new Shape(1, 1, -1));
    assertRejected(
        "shape (65536, 32768, 1) has 2147483648 elements: a Java array holds at most 2147483647",
        () -> new Shape(65536, 32768, 1));
  }

  @Test
  void lengthsAreChecked() {
    Shape shape = new Shape(2, 3, 4);
    assertDoesNotThrow(() -> shape.requireTensor("x", new double[24]));
    assertDoesNotThrow(() -> shape.requirePerChannel("gamma", new double[3]));
    assertRejected(
        "x has 23 values: shape (2, 3, 4) needs 24",
        () -> shape.requireTensor("x", new double[23]));
    assertRejected(
        "gamma has 4 values: shape (2, 3, 4) needs 3",
        () -> shape.requirePerChannel("gamma", new double[4]));
  }
}
