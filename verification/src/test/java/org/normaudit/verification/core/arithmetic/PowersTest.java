package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Compares with BigDecimal's own operations, which are slower. */
class PowersTest {
  private final ExactArithmetic a = new ExactArithmetic(40);

  @Provide
  Arbitrary<Double> numbers() {
    return Finite.doubles(-1074, 1023);
  }

  @Property
  void decimalsAreExact(@ForAll("numbers") double x) {
    assertEquals(new BigDecimal(x), Powers.decimal(x));
  }

  @Test
  void theEndsOfTheRangeAreExact() {
    for (double x :
        new double[] {0, Double.MIN_VALUE, -Double.MIN_NORMAL, Double.MAX_VALUE, 1, -1.5}) {
      assertEquals(0, new BigDecimal(x).compareTo(Powers.decimal(x)));
    }
  }

  @Property
  void zerosAtTheEndGo(
      @ForAll @LongRange(min = 1) long n,
      @ForAll @IntRange(max = 500) int zeros,
      @ForAll @IntRange(min = -50, max = 600) int scale) {
    BigInteger padded = BigInteger.valueOf(n).multiply(BigInteger.TEN.pow(zeros));
    BigDecimal value = new BigDecimal(padded, scale);
    assertEquals(value.stripTrailingZeros(), Powers.stripped(padded, scale, zeros + 20));
    // No more than was asked for.
    assertEquals(value.setScale(scale - zeros / 2), Powers.stripped(padded, scale, zeros / 2));
  }

  @Property
  void quotientsAreExactOrRoundedToNearest(
      @ForAll @LongRange(min = -1000, max = 1000) long n,
      @ForAll @LongRange(min = 1, max = 400) long m,
      @ForAll boolean negative) {
    BigDecimal x = BigDecimal.valueOf(n);
    BigDecimal y = BigDecimal.valueOf(negative ? -m : m);
    BigDecimal quotient = a.divide(x, y);
    BigDecimal expected =
        x.divide(y, new MathContext(quotient.precision(), RoundingMode.HALF_EVEN));
    assertEquals(0, expected.compareTo(quotient), () -> x + "/" + y + " = " + quotient);
  }
}
