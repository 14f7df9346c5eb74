package org.normaudit.reference;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * A binary floating-point format with {@code precision} significant bits and exponents from {@code
 * minExponent} to {@code maxExponent}, subnormals included, rounding to nearest, ties to even.
 *
 * <p>Every value of each format is a binary64 value, so tensors of all formats travel in {@code
 * double} arrays.
 *
 * <p>A format is a value, and there is one instance of each: {@code ==} compares values. The
 * natural order puts the larger {@link #maxFinite} first: FLOAT64, FLOAT32, BFLOAT16, BINARY16.
 */
public final class Dtype implements Comparable<Dtype> {
  /** Bits of a binary64 number below its exponent. */
  private static final int MANTISSA = 52;

  private static final Comparator<Dtype> ORDER =
      Comparator.<Dtype>comparingDouble(format -> -format.maxFinite)
          .thenComparingInt(format -> -format.precision)
          .thenComparingInt(format -> format.minExponent)
          .thenComparing(format -> format.overflow)
          .thenComparing(format -> format.label);

  private static final ConcurrentSkipListMap<Dtype, Dtype> INSTANCES =
      new ConcurrentSkipListMap<>();

  /** IEEE binary64. */
  public static final Dtype FLOAT64 =
      constant("FLOAT64", "f64", 53, -1022, Double.MAX_VALUE, Overflow.INFINITY);

  /** IEEE binary32. */
  public static final Dtype FLOAT32 =
      constant("FLOAT32", "f32", 24, -126, Float.MAX_VALUE, Overflow.INFINITY);

  /** The upper half of binary32. */
  public static final Dtype BFLOAT16 =
      constant("BFLOAT16", "bf16", 8, -126, 0x1.fep127, Overflow.INFINITY);

  /** IEEE binary16. */
  public static final Dtype BINARY16 =
      constant("BINARY16", "f16", 11, -14, 65504, Overflow.INFINITY);

  /** OCP's 8-bit format without infinities, in its mode that does not saturate. */
  public static final Dtype FLOAT8_E4M3 =
      constant("FLOAT8_E4M3", "f8e4m3", 4, -6, 448, Overflow.NAN);

  private static final SortedSet<Dtype> STANDARD = setOf(FLOAT64, FLOAT32, BFLOAT16, BINARY16);
  private static final SortedSet<Dtype> ALL =
      setOf(FLOAT64, FLOAT32, BFLOAT16, BINARY16, FLOAT8_E4M3);

  private final String name;
  private final String label;
  private final int precision;
  private final int minExponent;
  private final double maxFinite;
  private final Overflow overflow;
  private final double unitRoundoff;
  private final double minNormal;
  private final double minSubnormal;
  private final double overflowThreshold;
  private final boolean isBinary64;
  private final boolean isBinary32;

  private Dtype(
      String name,
      String label,
      int precision,
      int minExponent,
      double maxFinite,
      Overflow overflow) {
    this.name = name;
    this.label = label;
    this.precision = precision;
    this.minExponent = minExponent;
    this.maxFinite = maxFinite;
    this.overflow = overflow;
    unitRoundoff = Math.scalb(1.0, -precision);
    minNormal = Math.scalb(1.0, minExponent);
    minSubnormal = Math.scalb(1.0, minExponent - precision + 1);
    double last = ulp(maxFinite);
    double tie = maxFinite + last / 2;
    overflowThreshold = maxFinite / last % 2 == 1 ? tie : Math.nextUp(tie);
    isBinary64 = isIeee(53, Double.MIN_EXPONENT, Double.MAX_VALUE);
    isBinary32 = isIeee(24, Float.MIN_EXPONENT, Float.MAX_VALUE);
  }

  private boolean isIeee(int bits, int smallest, double largest) {
    return precision == bits
        && minExponent == smallest
        && maxFinite == largest
        && overflow == Overflow.INFINITY;
  }

  private static Dtype constant(
      String name,
      String label,
      int precision,
      int minExponent,
      double maxFinite,
      Overflow overflow) {
    return unique(new Dtype(name, label, precision, minExponent, maxFinite, overflow));
  }

  private static Dtype unique(Dtype format) {
    Dtype known = INSTANCES.putIfAbsent(format, format);
    return known == null ? format : known;
  }

  /** A set of formats in their order. Unmodifiable. */
  public static SortedSet<Dtype> setOf(Dtype... formats) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(Arrays.asList(formats)));
  }

  /**
   * The format with these properties whose largest finite number has a significand of ones.
   *
   * @param label names it on the command line and in reports
   * @param precision significant bits, the hidden one included: 2 to 53
   * @param minExponent of the normal numbers, at least −1022
   * @param maxExponent of the normal numbers, at most 1023
   * @param overflow what a number beyond the largest finite one becomes
   * @throws IllegalArgumentException if a number lies outside those limits, or if a {@linkplain
   *     #all() known} format has the label and other properties
   */
  public static Dtype format(
      String label, int precision, int minExponent, int maxExponent, Overflow overflow) {
    double maxFinite = Math.scalb(2.0 - Math.scalb(1.0, 1 - precision), maxExponent);
    return format(label, precision, minExponent, maxExponent, maxFinite, overflow);
  }

  /**
   * The same with another largest finite number, for formats that give the topmost codes another
   * meaning.
   *
   * @param maxFinite a number with exponent {@code maxExponent} and {@code precision} bits
   * @throws IllegalArgumentException as above, or if {@code maxFinite} is no such number
   */
  public static Dtype format(
      String label,
      int precision,
      int minExponent,
      int maxExponent,
      double maxFinite,
      Overflow overflow) {
    require(precision >= 2 && precision <= 53, "precision must lie in [2, 53]", precision);
    require(minExponent >= Double.MIN_EXPONENT, "minExponent must be at least -1022", minExponent);
    require(
        maxExponent >= minExponent && maxExponent <= Double.MAX_EXPONENT,
        "maxExponent must lie between minExponent and 1023",
        maxExponent);
    double step = Math.scalb(1.0, maxExponent - precision + 1);
    require(
        Math.getExponent(maxFinite) == maxExponent && maxFinite > 0 && maxFinite % step == 0,
        "maxFinite must be a positive number of maxExponent and precision",
        maxFinite);
    Dtype format = new Dtype(label, label, precision, minExponent, maxFinite, overflow);
    boolean taken = ALL.stream().anyMatch(f -> f.label.equals(label) && !ALL.contains(format));
    require(!taken, "label must not be that of another format", label);
    return unique(format);
  }

  private static void require(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ": " + value);
    }
  }

  /** The formats that audits ask for and that the reference has, in order. Unmodifiable. */
  public static SortedSet<Dtype> standard() {
    return STANDARD;
  }

  /** The formats that have a name, in order: the standard ones and the others. Unmodifiable. */
  public static SortedSet<Dtype> all() {
    return ALL;
  }

  /** The {@linkplain #standard() standard} formats in a new array. */
  public static Dtype[] values() {
    return STANDARD.toArray(new Dtype[0]);
  }

  /** The name on the command line and in reports. */
  public String label() {
    return label;
  }

  /** Significant bits, the hidden one included. */
  public int precision() {
    return precision;
  }

  /** The unit roundoff u = 2^−precision: the largest relative error of one rounding. */
  public double unitRoundoff() {
    return unitRoundoff;
  }

  /** The smallest positive normal number. */
  public double minNormal() {
    return minNormal;
  }

  /**
   * The smallest positive subnormal number; half of it bounds a rounding error below the normals.
   */
  public double minSubnormal() {
    return minSubnormal;
  }

  /** The largest finite number. */
  public double maxFinite() {
    return maxFinite;
  }

  /** The smallest magnitude that rounds beyond {@link #maxFinite}; infinite for FLOAT64. */
  public double overflowThreshold() {
    return overflowThreshold;
  }

  /** What a number of that sign becomes whose magnitude is too large. */
  public double overflowed(double value) {
    return switch (overflow) {
      case INFINITY -> Math.copySign(Double.POSITIVE_INFINITY, value);
      case SATURATE -> Math.copySign(maxFinite, value);
      case NAN -> Double.NaN;
    };
  }

  /** Whether an overflow becomes an infinity. */
  public boolean hasInfinities() {
    return overflow == Overflow.INFINITY;
  }

  /** Whether a number that rounds beyond {@link #maxFinite} becomes {@code value}. */
  public boolean isOverflow(double value) {
    return Double.compare(Math.abs(value), overflowed(1)) == 0;
  }

  /**
   * Whether it has fewer significant bits than FLOAT32: a format to store in, which kernels do not
   * accumulate in.
   */
  public boolean isNarrow() {
    return precision < FLOAT32.precision;
  }

  /** Whether its normal numbers are as small and as large as those of BFLOAT16, or more so. */
  public boolean hasWideRange() {
    return minNormal <= BFLOAT16.minNormal && maxFinite >= BFLOAT16.maxFinite;
  }

  /** The format that kernels compute in on tensors of this one: FLOAT32 where it is narrow. */
  public Dtype computedIn() {
    return isNarrow() ? FLOAT32 : this;
  }

  /** Whether every finite value of {@code other} is a value of this format. */
  public boolean holds(Dtype other) {
    return precision >= other.precision
        && minSubnormal <= other.minSubnormal
        && maxFinite >= other.maxFinite;
  }

  /** The distance between the numbers of this format around {@code value}; finite input only. */
  public double ulp(double value) {
    int exponent = value == 0 ? minExponent : Math.max(Math.getExponent(value), minExponent);
    int ulp = exponent - precision + 1;
    // scalb is for any number and any exponent, and this is asked for at every comparison.
    return ulp >= Double.MIN_EXPONENT
        ? Double.longBitsToDouble((long) (ulp + Double.MAX_EXPONENT) << MANTISSA)
        : Math.scalb(1.0, ulp);
  }

  /**
   * The number of this format nearest to {@code value}, ties to even; what rounds beyond the
   * largest finite number, and an infinity, is {@linkplain #overflowed overflowed}; NaN stays.
   */
  public double round(double value) {
    if (isBinary64 || value == 0 || Double.isNaN(value)) {
      return value;
    }
    if (isBinary32) {
      return (float) value;
    }
    if (Double.isInfinite(value)) {
      return overflowed(value);
    }
    // The quotient is at most 2^precision, so both scalings and rint are exact but for the rounding
    // that is wanted.
    double unit = ulp(value);
    double rounded = Math.rint(value / unit) * unit;
    return Math.abs(rounded) > maxFinite ? overflowed(value) : rounded;
  }

  /** The same, but ±{@link #maxFinite} for everything beyond. */
  public double roundFinite(double value) {
    return round(Math.max(-maxFinite, Math.min(maxFinite, value)));
  }

  /** A new array with every element {@linkplain #round(double) rounded}. */
  public double[] round(double[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = round(values[i]);
    }
    return rounded;
  }

  /**
   * The {@linkplain #all() known} format of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static Dtype of(String label) {
    return of(label, ALL);
  }

  /**
   * The format of that name among some.
   *
   * @throws IllegalArgumentException if there is none; the message lists them in their order
   */
  public static Dtype of(String label, Collection<Dtype> formats) {
    return formats.stream()
        .filter(format -> format.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "unknown dtype '%s': one of %s",
                        label,
                        formats.stream().map(Dtype::label).collect(Collectors.joining(", ")))));
  }

  @Override
  public int compareTo(Dtype other) {
    return this == other ? 0 : ORDER.compare(this, other);
  }

  /** The name of the constant, such as FLOAT32; the label of a format that is none. */
  @Override
  public String toString() {
    return name;
  }
}
