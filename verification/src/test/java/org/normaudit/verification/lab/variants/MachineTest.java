package org.normaudit.verification.lab.variants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.reference.Dtype;

class MachineTest {
  private static double value(Dtype dtype, int mantissa, int exponent) {
    int digits = dtype.precision();
    return Math.scalb((double) (mantissa % (1 << digits)), exponent - digits / 2);
  }

  @Property(tries = 2000)
  void float32IsTheNativeArithmetic(
      @ForAll int p,
      @ForAll int q,
      @ForAll int s,
      @ForAll @IntRange(min = -20, max = 20) int e,
      @ForAll @IntRange(min = -20, max = 20) int f) {
    Machine machine = new Machine(Dtype.FLOAT32, true);
    float a = (float) value(Dtype.FLOAT32, p, e);
    float b = (float) value(Dtype.FLOAT32, q, f);
    float c = (float) value(Dtype.FLOAT32, s, e + f);
    assertEquals((double) (a + b), machine.add(a, b));
    assertEquals((double) (a - b), machine.subtract(a, b));
    assertEquals((double) (a * b), machine.multiply(a, b));
    assertEquals((double) (a / b), machine.divide(a, b));
    assertEquals((double) (float) Math.sqrt(Math.abs(a)), machine.sqrt(Math.abs(a)));
    assertEquals((double) Math.fma(a, b, c), machine.multiplyAdd(a, b, c));
    assertEquals((double) (a * b + c), new Machine(Dtype.FLOAT32, false).multiplyAdd(a, b, c));
  }

  @Provide
  Arbitrary<Dtype> dtypes() {
    return Arbitraries.of(Dtype.standard());
  }

  @Property(tries = 2000)
  void aFusedMultiplyAddRoundsTheExactResultOnce(
      @ForAll("dtypes") Dtype dtype,
      @ForAll int p,
      @ForAll int q,
      @ForAll int s,
      @ForAll @IntRange(min = -6, max = 0) int e,
      @ForAll @IntRange(min = 0, max = 24) int f) {
    double a = value(dtype, p % 2048, e);
    double b = value(dtype, q % 2048, e);
    double c = value(dtype, s % 2048, f - 20);
    BigDecimal exact = new BigDecimal(a).multiply(new BigDecimal(b)).add(new BigDecimal(c));
    double observed = new Machine(dtype, true).multiplyAdd(a, b, c);
    assertEquals(nearest(dtype, exact), observed, "%s %s %s".formatted(a, b, c));
  }

  // The product lies half way between two numbers of the format, and binary64 loses the rest.
  @ParameterizedTest
  @CsvSource({"f32, 4097, 4097", "f16, 3, 683", "bf16, 17, 17"})
  void whatLiesBeyondBinary64StillDecidesTheRounding(Dtype dtype, double a, double b) {
    Machine machine = new Machine(dtype, true);
    double step = dtype.ulp(a * b);
    assertEquals(a * b + step / 2, machine.multiplyAdd(a, b, 0x1p-60));
    assertEquals(a * b - step / 2, machine.multiplyAdd(a, b, -0x1p-60));
  }

  // The neighbours of the binary64 rounding, compared exactly.
  private static double nearest(Dtype dtype, BigDecimal exact) {
    double rounded = dtype.round(exact.doubleValue());
    double best = rounded;
    for (double other : new double[] {rounded - dtype.ulp(rounded), rounded + dtype.ulp(rounded)}) {
      int closer = distance(exact, other).compareTo(distance(exact, best));
      double half = Math.abs(other) / dtype.ulp(other) / 2;
      if (closer < 0 || (closer == 0 && half == Math.rint(half))) {
        best = other;
      }
    }
    return best;
  }

  private static BigDecimal distance(BigDecimal exact, double value) {
    return exact.subtract(new BigDecimal(value)).abs();
  }
}
