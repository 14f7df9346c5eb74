package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.normaudit.reference.Rejection.assertRejected;

import org.junit.jupiter.api.Test;

class ClipTest {

  @Test
  void symmetricBoundsAreReciprocal() {
    assertEquals(new Clip(0.25, 4, 5), Clip.symmetric(4, 5));
    assertTrue(Clip.symmetric(3, 5).isSymmetric());
    assertFalse(new Clip(0.5, 3, 5).isSymmetric());
  }

  @Test
  void boundsMayBeInfinite() {
    assertEquals(0, Clip.symmetric(Double.POSITIVE_INFINITY, 1).rMin());
  }

  @Test
  void badBoundsAreRejected() {
    assertRejected("r_max must be at least 1: 0.5", () -> Clip.symmetric(0.5, 1));
    assertRejected("r_max must be at least 1: NaN", () -> Clip.symmetric(Double.NaN, 1));
    assertRejected("r_max must be at least 1: 0.5", () -> new Clip(0.25, 0.5, 1));
    assertRejected("r_min must lie in [0, 1]: 2.0", () -> new Clip(2, 3, 1));
    assertRejected("r_min must lie in [0, 1]: -1.0", () -> new Clip(-1, 3, 1));
    assertRejected("r_min must lie in [0, 1]: NaN", () -> new Clip(Double.NaN, 3, 1));
    assertRejected("d_max must be at least 0: -1.0", () -> Clip.symmetric(2, -1));
    assertRejected("d_max must be at least 0: NaN", () -> Clip.symmetric(2, Double.NaN));
  }
}
