package org.normaudit.verification.core.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;

/** The operations on vectors are those on numbers, number by number. */
class BoundVectorsTest {
  private static final BoundArithmetic ARITHMETIC =
      new BoundArithmetic(Rounding.of(ErrorModel.ieee(Dtype.FLOAT32)));
  private static final BoundVectors VECTORS = new BoundVectors(ARITHMETIC, false);
  private static final BoundSums SUMS = new BoundSums(ARITHMETIC);

  /** Numbers of about one size, some of them 0, given as a vector and one by one. */
  private record Both(UncertainVector vector, List<Uncertain> numbers) {
    static Both exact(Random random, int m) {
      double[] values = new double[m];
      List<Uncertain> numbers = new ArrayList<>();
      for (int k = 0; k < m; k++) {
        values[k] = random.nextInt(8) == 0 ? 0 : random.nextGaussian() * 10;
        numbers.add(Uncertain.exact(values[k]));
      }
      return new Both(UncertainVector.exact(values, false), numbers);
    }

    static Both repeated(Random random, int m) {
      Uncertain number = Uncertain.off(random.nextGaussian(), random.nextDouble() / 1000);
      return new Both(UncertainVector.repeated(number, m), Collections.nCopies(m, number));
    }

    Both with(Both other, UncertainVector result, BinaryOperator<Uncertain> operation) {
      List<Uncertain> all = new ArrayList<>();
      for (int k = 0; k < numbers.size(); k++) {
        all.add(operation.apply(numbers.get(k), other.numbers.get(k)));
      }
      return new Both(result, all);
    }
  }

  @Property(tries = 500)
  void anyComputationIsTheSameNumberByNumber(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int m) {
    Random random = new Random(seed);
    Both a = Both.exact(random, m);
    for (int step = 0; step < 5; step++) {
      Both b = random.nextBoolean() ? Both.exact(random, m) : Both.repeated(random, m);
      a =
          switch (random.nextInt(4)) {
            case 0 -> a.with(b, VECTORS.add(a.vector, b.vector, 1), ARITHMETIC::add);
            case 1 -> a.with(b, VECTORS.add(a.vector, b.vector, -1), ARITHMETIC::subtract);
            case 2 -> a.with(b, VECTORS.multiply(a.vector, b.vector), ARITHMETIC::multiply);
            default -> quotient(random, a, m);
          };
      requireSame(a);
    }
  }

  private static Both quotient(Random random, Both a, int m) {
    Uncertain divisor = Uncertain.off(1 + random.nextDouble(), random.nextDouble() / 1000);
    UncertainVector result = VECTORS.divide(a.vector, ARITHMETIC.divisor(divisor));
    Both by = new Both(null, Collections.nCopies(m, divisor));
    return a.with(by, result, ARITHMETIC::divide);
  }

  private static void requireSame(Both both) {
    double[] errors = VECTORS.errors(both.vector);
    for (int k = 0; k < both.numbers.size(); k++) {
      Uncertain one = both.numbers.get(k);
      Uncertain other = both.vector.get(k);
      assertEquals(one.value(), other.value());
      assertEquals(one.base(), other.base(), few(one.base()));
      assertEquals(one.size(), other.size(), few(one.size()));
      assertEquals(one.roundings(), other.roundings());
      assertEquals(one.additions(), other.additions());
      assertEquals(one.chain(), other.chain());
      assertEquals(one.divisors(), other.divisors());
      // A vector's are those of its largest number.
      assertTrue(other.lost() >= one.lost() - few(one.lost()));
      assertTrue(other.inverses() >= one.inverses());
      double error = ARITHMETIC.error(other);
      assertEquals(error, errors[k], few(error));
    }
  }

  // Sums of a few numbers, in another order.
  private static double few(double size) {
    return 16 * BoundArithmetic.U64 * size;
  }

  @Property(tries = 200)
  void aProductAndASumInOnePassAreThoseOfTwo(
      @ForAll long seed, @ForAll @IntRange(max = 40) int m, @ForAll boolean folded) {
    Random random = new Random(seed);
    BoundVectors vectors = new BoundVectors(ARITHMETIC, folded);
    Both given = Both.exact(random, m);
    UncertainVector mean = UncertainVector.repeated(Uncertain.off(0.5, 0x1p-20), m);
    UncertainVector a = vectors.add(given.vector, mean, -1);
    UncertainVector c = random.nextBoolean() ? Both.exact(random, m).vector : mean;
    UncertainVector d = Both.repeated(random, m).vector;
    UncertainVector two = vectors.add(vectors.multiply(a, c), d, 1, true);
    UncertainVector one = vectors.multiplyAdd(a, c, d);
    assertEquals(two.roundings, one.roundings);
    assertEquals(two.additions, one.additions);
    assertEquals(two.chain, one.chain);
    for (int k = 0; k < m; k++) {
      assertEquals(two.get(k).value(), one.get(k).value());
      assertEquals(two.get(k).base(), one.get(k).base(), few(two.get(k).base()));
      assertEquals(two.get(k).size(), one.get(k).size(), few(two.get(k).size()));
      assertEquals(two.get(k).expanded(), one.get(k).expanded(), few(two.get(k).expanded()));
      assertEquals(two.lost(k), one.lost(k), few(two.lost(k)));
      assertEquals(two.reach(k), one.reach(k), few(two.reach(k)));
    }
  }

  @Property(tries = 200)
  void sumsOfParametersAreThoseOfTheirValues(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int m) {
    Random random = new Random(seed);
    Both a = Both.exact(random, m);
    Both b = Both.exact(random, m);
    UncertainVector product = VECTORS.multiply(a.vector, b.vector);
    int parameters = 1 + random.nextInt(4);
    int[] parameter = random.ints(m, 0, parameters).toArray();
    UncertainVector sums = SUMS.sums(product, parameter, parameters, m - 1);
    UncertainVector dots = SUMS.dots(a.vector, b.vector, parameter, parameters, m - 1);
    for (int p = 0; p < parameters; p++) {
      int number = p;
      int[] own = IntStream.range(0, m).filter(k -> parameter[k] == number).toArray();
      UncertainVector part = product.at(own);
      requireSame(SUMS.sum(part, m - 1), sums.get(p), part);
      // Products are rounded once more than their factors.
      requireSame(SUMS.dot(a.vector.at(own), b.vector.at(own), m - 1), dots.get(p), part);
      requireSame(sums.get(p), dots.get(p), part);
    }
  }

  private static void requireSame(Uncertain sum, Uncertain other, UncertainVector terms) {
    int m = Math.max(1, terms.size());
    // Values and sizes may cancel, and are as good as their terms.
    double sizes = terms.stream().mapToDouble(Uncertain::size).sum();
    assertEquals(sum.value(), other.value(), few(m * sizes));
    assertEquals(sum.base(), other.base(), few(m * sum.base()));
    assertEquals(sum.size(), other.size(), few(m * sizes));
    assertEquals(sum.lost(), other.lost(), few(m * sum.lost()));
    assertEquals(sum.reach(), other.reach(), few(m * sum.reach()));
  }

  @Property(tries = 200)
  void sumsOfPartsAreSumsOfTheWhole(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int m, @ForAll boolean flushes) {
    ErrorModel model =
        flushes ? ClaimsTest.flushing(Dtype.FLOAT32) : ErrorModel.ieee(Dtype.FLOAT32);
    BoundSums sums = new BoundSums(new BoundArithmetic(Rounding.of(model)));
    Random random = new Random(seed);
    UncertainVector values = Both.exact(random, m).vector;
    int cut = 1 + random.nextInt(m - 1);
    UncertainVector first = values.at(IntStream.range(0, cut).toArray());
    UncertainVector second = values.at(IntStream.range(cut, m).toArray());
    UncertainVector joined =
        sums.joined(
            sums.joined(null, sums.sums(first, new int[cut], 1, m - 1)),
            sums.sums(second, new int[m - cut], 1, m - 1));
    requireSame(sums.sum(values, m - 1), joined.get(0), values);
  }

  @Test
  void joinedPartsAreTheWhole() {
    Random random = new Random(7);
    UncertainVector all = Both.exact(random, 5).vector;
    int[] first = {0, 3};
    int[] second = {1, 2, 4};
    UncertainVector joined = UncertainVector.alike(5, all);
    joined.set(first, all.at(first));
    joined.set(second, all.at(second));
    for (int k = 0; k < 5; k++) {
      assertEquals(all.get(k).value(), joined.get(k).value());
      assertEquals(all.get(k).size(), joined.get(k).size());
      assertEquals(all.get(k).reach(), joined.get(k).reach());
    }
  }
}
