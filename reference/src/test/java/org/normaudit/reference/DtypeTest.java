package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.normaudit.reference.Rejection.assertRejected;

import java.math.BigDecimal;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DtypeTest {

  @Test
  void limitsAreThoseOfTheFormats() {
    assertEquals(Double.MAX_VALUE, Dtype.FLOAT64.maxFinite());
    assertEquals(Double.MIN_NORMAL, Dtype.FLOAT64.minNormal());
    assertEquals(Double.MIN_VALUE, Dtype.FLOAT64.minSubnormal());
    assertEquals(Float.MAX_VALUE, Dtype.FLOAT32.maxFinite());
    assertEquals(Float.MIN_NORMAL, Dtype.FLOAT32.minNormal());
    assertEquals(Float.MIN_VALUE, Dtype.FLOAT32.minSubnormal());
    assertEquals(65504, Dtype.BINARY16.maxFinite());
    assertEquals(0x1p-24, Dtype.BINARY16.minSubnormal());
    assertEquals(Float.intBitsToFloat(0x7f7f0000), Dtype.BFLOAT16.maxFinite());
    assertEquals(Float.intBitsToFloat(0x00010000), Dtype.BFLOAT16.minSubnormal());
  }

  /** The upper half of a binary32 number, rounded to nearest even, is bfloat16. */
  @Property
  void bfloat16IsTheUpperHalfOfBinary32(@ForAll float value) {
    int bits = Float.floatToRawIntBits(value);
    int rounded = bits + 0x7fff + (bits >>> 16 & 1) & 0xffff0000;
    assertEquals(Float.intBitsToFloat(rounded), Dtype.BFLOAT16.round(value));
  }

  @Property
  void roundingIsToTheNearest(@ForAll long seed) {
    Random random = new Random(seed);
    for (Dtype dtype : Dtype.values()) {
      double value =
          random.nextGaussian()
              * Math.scalb(1.0, random.nextInt(Math.getExponent(dtype.maxFinite())));
      double rounded = dtype.round(value);
      assertEquals(rounded, dtype.round(rounded), "a number of the format stays");
      assertEquals(-rounded, dtype.round(-value), "symmetric");
      if (Double.isFinite(rounded)) {
        BigDecimal error = new BigDecimal(value).subtract(new BigDecimal(rounded)).abs();
        BigDecimal half = new BigDecimal(dtype.ulp(value)).divide(BigDecimal.valueOf(2));
        assertTrue(error.compareTo(half) <= 0, dtype + " " + value);
      }
    }
  }

  @Property
  void ulpsAreThoseOfTheFormats(@ForAll double wide, @ForAll float narrow) {
    assertEquals(Math.ulp(wide), Dtype.FLOAT64.ulp(wide));
    assertEquals(Math.ulp(narrow), Dtype.FLOAT32.ulp(narrow));
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void tiesGoToEven(Dtype dtype) {
    double ulp = dtype.ulp(1);
    assertEquals(2 * dtype.unitRoundoff(), ulp);
    if (dtype != Dtype.FLOAT64) {
      assertEquals(1, dtype.round(1 + ulp / 2));
      assertEquals(1 + 2 * ulp, dtype.round(1 + 3 * ulp / 2));
      assertEquals(1 + ulp, dtype.round(1 + ulp / 2 + ulp / 1024));
      assertEquals(0, dtype.round(dtype.minSubnormal() / 2));
      assertEquals(dtype.minSubnormal(), dtype.round(dtype.minSubnormal() * 0.75));
      assertEquals(
          Double.POSITIVE_INFINITY, dtype.round(dtype.maxFinite() + dtype.ulp(dtype.maxFinite())));
      assertEquals(
          dtype.maxFinite(), dtype.round(dtype.maxFinite() + dtype.ulp(dtype.maxFinite()) / 4));
    }
    assertEquals(dtype.minSubnormal(), dtype.ulp(0));
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void specialValuesStay(Dtype dtype) {
    double[] special = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1.5
    };
    assertArrayEquals(special, dtype.round(special));
  }

  @ParameterizedTest
  @EnumSource(Dtype.class)
  void namesAreFound(Dtype dtype) {
    assertEquals(dtype, Dtype.of(dtype.label()));
  }

  @Test
  void anUnknownNameIsRejected() {
    assertRejected("unknown dtype 'f8': one of f64, f32, bf16, f16", () -> Dtype.of("f8"));
  }
}
