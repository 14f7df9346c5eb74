package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.normaudit.reference.Rejection.assertRejected;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
    for (Dtype dtype : Dtype.all()) {
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
  @MethodSource("org.normaudit.reference.Dtype#all")
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
          dtype.overflowed(1), dtype.round(dtype.maxFinite() + dtype.ulp(dtype.maxFinite())));
      assertEquals(
          dtype.maxFinite(), dtype.round(dtype.maxFinite() + dtype.ulp(dtype.maxFinite()) / 4));
    }
    assertEquals(dtype.minSubnormal(), dtype.ulp(0));
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.Dtype#all")
  void specialValuesStay(Dtype dtype) {
    double[] special = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1.5
    };
    double[] expected = {Double.NaN, dtype.overflowed(1), dtype.overflowed(-1), 0.0, -0.0, 1.5};
    assertArrayEquals(expected, dtype.round(special));
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.Dtype#all")
  void namesAreFound(Dtype dtype) {
    assertEquals(dtype, Dtype.of(dtype.label()));
  }

  @Test
  void anUnknownNameIsRejected() {
    assertRejected(
        "unknown dtype 'f8': one of f64, f32, bf16, f16", () -> Dtype.of("f8", Dtype.standard()));
    assertThrows(IllegalArgumentException.class, () -> Dtype.of("f8"));
  }

  @Test
  void theOrderIsThatOfTheLargestNumbers() {
    List<Dtype> standard = List.of(Dtype.FLOAT64, Dtype.FLOAT32, Dtype.BFLOAT16, Dtype.BINARY16);
    assertEquals(standard, List.copyOf(Dtype.standard()));
    assertEquals(standard, List.of(Dtype.values()));
    assertTrue(Dtype.all().containsAll(standard));
    assertEquals("[FLOAT64, FLOAT32, BFLOAT16, BINARY16]", Dtype.standard().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "f64, false, true, f64",
    "f32, false, true, f32",
    "bf16, true, true, f32",
    "f16, true, false, f32"
  })
  void propertiesAreThoseOfTheFormats(
      Dtype dtype, boolean narrow, boolean wideRange, Dtype computedIn) {
    assertEquals(narrow, dtype.isNarrow());
    assertEquals(wideRange, dtype.hasWideRange());
    assertSame(computedIn, dtype.computedIn());
    assertTrue(dtype.computedIn().holds(dtype));
    assertEquals(dtype == Dtype.BINARY16, Dtype.BINARY16.holds(dtype));
  }

  @Test
  void aFormatHasOneInstance() {
    assertSame(Dtype.FLOAT32, Dtype.format("f32", 24, -126, 127, Overflow.INFINITY));
    Dtype tiny = Dtype.format("tiny", 3, -2, 3, Overflow.SATURATE);
    assertSame(tiny, Dtype.format("tiny", 3, -2, 3, 14, Overflow.SATURATE));
    assertNotEquals(tiny, Dtype.format("tiny", 3, -2, 3, Overflow.NAN));
    assertNotEquals(tiny, Dtype.format("tiny", 3, -2, 3, 12, Overflow.SATURATE));
    assertEquals("tiny", tiny.toString());
    assertFalse(Dtype.all().contains(tiny));
  }

  @Test
  void whatIsNoFormatIsRejected() {
    Overflow rule = Overflow.INFINITY;
    assertRejected("precision must lie in [2, 53]: 1", () -> Dtype.format("a", 1, -2, 3, rule));
    assertRejected("precision must lie in [2, 53]: 54", () -> Dtype.format("a", 54, -2, 3, rule));
    assertRejected(
        "minExponent must be at least -1022: -1023", () -> Dtype.format("a", 3, -1023, 3, rule));
    assertRejected(
        "maxExponent must lie between minExponent and 1023: 1024",
        () -> Dtype.format("a", 3, -2, 1024, rule));
    assertRejected(
        "maxExponent must lie between minExponent and 1023: -3",
        () -> Dtype.format("a", 3, -2, -3, rule));
    for (double maxFinite : new double[] {7, 13, 16, -8, Double.NaN}) {
      assertRejected(
          "maxFinite must be a positive number of maxExponent and precision: " + maxFinite,
          () -> Dtype.format("a", 3, -2, 3, maxFinite, rule));
    }
    assertRejected(
        "label must not be that of another format: f16", () -> Dtype.format("f16", 3, -2, 3, rule));
  }
}
