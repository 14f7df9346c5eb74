package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * FP8 E4M3 against its table of codes: S.EEEE.MMM with bias 7, subnormals where E is 0, NaN where
 * all of E and M are ones, no infinities.
 *
 * <p>Sources: P. Micikevicius et al., "FP8 formats for deep learning", 2022, arXiv:2209.05433; Open
 * Compute Project, "OCP 8-bit Floating Point Specification (OFP8)", revision 1.0, 2023.
 */
class Float8Test {
  private static final Dtype E4M3 = Dtype.FLOAT8_E4M3;

  /** The number of each code, worked out with powers of two alone. */
  private static double number(int code) {
    double sign = code >> 7 == 0 ? 1 : -1;
    int exponent = code >> 3 & 0xf;
    int mantissa = code & 7;
    if (exponent == 15 && mantissa == 7) {
      return Double.NaN;
    }
    return exponent == 0
        ? sign * mantissa * Math.pow(2, -6) / 8
        : sign * Math.pow(2, exponent - 7) * (1 + mantissa / 8.0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0x1p-9",
    "7, 0x1.cp-7",
    "8, 0x1p-6",
    "126, 448",
    "254, -448",
    "128, -0.0"
  })
  void theTableHasThePublishedExtremes(int code, double value) {
    assertEquals(value, number(code));
  }

  @Test
  void limitsAreThoseOfTheTable() {
    double[] finite =
        IntStream.range(0, 256).mapToDouble(Float8Test::number).filter(Double::isFinite).toArray();
    assertEquals(254, finite.length);
    assertEquals(Arrays.stream(finite).max().orElseThrow(), E4M3.maxFinite());
    assertEquals(number(1), E4M3.minSubnormal());
    assertEquals(number(8), E4M3.minNormal());
    assertEquals(4, E4M3.precision());
    assertEquals(0x1p-4, E4M3.unitRoundoff());
  }

  @Test
  void everyCodeStays() {
    for (int code = 0; code < 256; code++) {
      assertEquals(number(code), E4M3.round(number(code)), Integer.toString(code));
    }
  }

  /** Neighbours have neighbouring codes, and the even one of two has an even mantissa. */
  @Test
  void everyMidpointGoesToTheEvenCodeAndItsNeighboursToTheNearest() {
    for (int sign = 0; sign <= 128; sign += 128) {
      for (int code = sign; code < sign + 126; code++) {
        double a = number(code);
        double b = number(code + 1);
        double middle = (a + b) / 2;
        double towardA = Math.nextAfter(middle, a);
        double towardB = Math.nextAfter(middle, b);
        assertEquals(code % 2 == 0 ? a : b, E4M3.round(middle), "middle " + middle);
        assertEquals(a, E4M3.round(towardA), "below " + middle);
        assertEquals(b, E4M3.round(towardB), "above " + middle);
        assertEquals(Math.abs(b - a), E4M3.ulp(a), "ulp " + a);
      }
    }
  }

  /** The code after 448 would stand for 480, so that 464 is a tie, and 448 is the even one. */
  @Test
  void whatLiesBeyondTheTieIsNotANumber() {
    assertEquals(448, E4M3.round(464));
    assertEquals(-448, E4M3.round(-464));
    assertEquals(Math.nextUp(464.0), E4M3.overflowThreshold());
    double[] beyond = {Math.nextUp(464.0), 480, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY};
    for (double value : beyond) {
      assertEquals(Double.NaN, E4M3.round(value));
      assertEquals(Double.NaN, E4M3.round(-value));
    }
    assertEquals(Double.NaN, E4M3.round(Double.NaN));
    assertArrayEquals(new double[] {-0.0, 448}, E4M3.round(new double[] {-0x1p-10, 450}));
  }

  @Test
  void itIsKnownByNameAndAskedForByNobodyElse() {
    assertSame(E4M3, Dtype.of("f8e4m3"));
    assertEquals("FLOAT8_E4M3", E4M3.toString());
    assertSame(E4M3, Dtype.all().last());
    assertFalse(Dtype.standard().contains(E4M3));
    assertTrue(E4M3.isNarrow() && !E4M3.hasWideRange() && !E4M3.hasInfinities());
    assertSame(Dtype.FLOAT32, E4M3.computedIn());
    assertTrue(Dtype.BINARY16.holds(E4M3));
  }
}
