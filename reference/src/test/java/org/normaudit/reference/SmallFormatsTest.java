package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Formats of a few bits, rounded to in every interval against a list of all their numbers. */
class SmallFormatsTest {

  static Stream<Dtype> formats() {
    List<Dtype> formats = new ArrayList<>();
    for (int precision = 2; precision <= 5; precision++) {
      for (int bits = 3; bits <= 4; bits++) {
        int bias = (1 << (bits - 1)) - 1;
        double ones = Math.scalb(2 - Math.scalb(1.0, 1 - precision), bias);
        double less = ones - Math.scalb(1.0, bias - precision + 1);
        for (double maxFinite : new double[] {ones, less}) {
          for (Overflow overflow : Overflow.values()) {
            String label =
                String.format(
                    Locale.ROOT, "e%dm%d-%s-%s", bits, precision - 1, maxFinite, overflow);
            formats.add(Dtype.format(label, precision, 1 - bias, bias, maxFinite, overflow));
          }
        }
      }
    }
    return formats.stream();
  }

  // The number of a code without its sign: fields of exponent and significand, side by side, so
  // that codes are in the order of their numbers and an even code has an even significand.
  private static double number(Dtype format, int code) {
    int hidden = 1 << (format.precision() - 1);
    int exponent = code / hidden;
    int significand = exponent == 0 ? code : code % hidden + hidden;
    return significand * format.minSubnormal() * (1 << Math.max(exponent - 1, 0));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyNumberIsRoundedToTheNearest(Dtype format) {
    int code = 0;
    for (; number(format, code) < format.maxFinite(); code++) {
      double low = number(format, code);
      double high = number(format, code + 1);
      double middle = (low + high) / 2;
      assertRounded(format, low, low);
      assertRounded(format, low, Math.nextDown(middle));
      assertRounded(format, code % 2 == 0 ? low : high, middle);
      assertRounded(format, high, Math.nextUp(middle));
      assertEquals(high - low, format.ulp(low));
    }
    double last = format.maxFinite();
    assertEquals(last, number(format, code));
    double beyond = number(format, code + 1);
    double middle = (last + beyond) / 2;
    double overflowed = format.overflowed(1);
    assertRounded(format, last, last);
    assertRounded(format, last, Math.nextDown(middle));
    assertRounded(format, code % 2 == 0 ? last : overflowed, middle);
    for (double large : new double[] {Math.nextUp(middle), beyond, 2 * beyond, 1e300, 1 / 0.0}) {
      assertRounded(format, overflowed, large);
    }
    assertEquals(code % 2 == 0 ? Math.nextUp(middle) : middle, format.overflowThreshold());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void overflowGoesWhereTheFormatSays(Dtype format) {
    String label = format.label();
    double expected =
        label.endsWith("NAN")
            ? Double.NaN
            : label.endsWith("SATURATE") ? format.maxFinite() : Double.POSITIVE_INFINITY;
    assertEquals(expected, format.round(1e9));
    assertEquals(-expected, format.round(-1e9));
    assertEquals(Double.NaN, format.round(Double.NaN));
    assertEquals(Double.isInfinite(expected), format.hasInfinities());
    assertTrue(format.isOverflow(expected) && format.isOverflow(-expected));
    assertFalse(format.isOverflow(0) || format.isOverflow(format.minNormal()));
    assertEquals(format.maxFinite(), format.roundFinite(1e9));
    assertEquals(-format.maxFinite(), format.roundFinite(Double.NEGATIVE_INFINITY));
    assertEquals(-format.minNormal(), format.roundFinite(-format.minNormal()));
    assertEquals(Double.NaN, format.roundFinite(Double.NaN));
  }

  private static void assertRounded(Dtype format, double expected, double value) {
    assertEquals(expected, format.round(value), () -> format + " " + value);
    assertEquals(-expected, format.round(-value), () -> format + " -" + value);
  }
}
