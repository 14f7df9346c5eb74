package org.normaudit.verification.core.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Compares with {@link BigDecimal#doubleValue()}, which is slower. */
class NearestDoubleTest {

  @Provide
  Arbitrary<Double> numbers() {
    return Finite.doubles(-1074, 1023);
  }

  @Property
  void decimalsOfAnyScaleAreRoundedToNearest(
      @ForAll
          @BigRange(
              min = "-99999999999999999999999999999999999999999999",
              max = "99999999999999999999999999999999999999999999")
          BigInteger digits,
      @ForAll @IntRange(min = -330, max = 420) int scale) {
    BigDecimal decimal = new BigDecimal(digits, scale);
    assertEquals(decimal.doubleValue(), NearestDouble.of(decimal));
  }

  /**
   * Ties between two numbers, and the numbers just beside the ties, are where rounding is decided.
   */
  @Property
  void tiesGoToEvenAndTheirNeighboursToTheNearer(@ForAll("numbers") double x) {
    BigDecimal number = new BigDecimal(x);
    BigDecimal half = new BigDecimal(Math.ulp(x)).divide(BigDecimal.valueOf(2));
    BigDecimal tie = number.add(half);
    BigDecimal hair = half.scaleByPowerOfTen(-30);
    for (BigDecimal decimal : new BigDecimal[] {tie, tie.add(hair), tie.subtract(hair), number}) {
      assertEquals(decimal.doubleValue(), NearestDouble.of(decimal));
    }
  }

  @Test
  void zeroIsPositive() {
    assertEquals(0.0, NearestDouble.of(BigDecimal.valueOf(0, 3)));
  }

  /** What is left of a number beyond the nearest one, compared with the exact difference. */
  @Property
  void nearestAndRestAreTheNumberTwiceAsPrecisely(
      @ForAll
          @BigRange(
              min = "-99999999999999999999999999999999999999999999",
              max = "99999999999999999999999999999999999999999999")
          BigInteger digits,
      @ForAll @IntRange(min = -250, max = 240) int scale) {
    BigDecimal decimal = new BigDecimal(digits, scale);
    SplitDecimal split = NearestDouble.split(decimal);
    assertEquals(decimal.doubleValue(), split.nearest());
    BigDecimal rest = decimal.subtract(new BigDecimal(split.nearest()));
    BigDecimal error = rest.subtract(new BigDecimal(split.rest())).abs();
    BigDecimal allowed = decimal.abs().multiply(new BigDecimal(Math.scalb(1.0, -104)));
    assertTrue(error.compareTo(allowed) <= 0, () -> error + " of " + allowed);
  }
}
