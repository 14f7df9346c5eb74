package org.normaudit.verification.io.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.core.arithmetic.ExactMoments;

/**
 * The data sets NumAcc1 to NumAcc4 of NIST's Statistical Reference Datasets (univariate summary
 * statistics), which are given by a formula, with their certified values: exact, for the decimal
 * data.
 *
 * <p>The first has three values around 10,000,002. The others have c + .2 once and then c + .1 and
 * c + .3 in turn, 500 times each, with c = 1, 10⁶, 10⁷.
 *
 * <p>Source: NIST, Statistical Reference Datasets, https://www.itl.nist.gov/div898/strd/.
 */
public enum NumAcc {
  /** κ = 1.2e7, and exact in binary64 and binary32. */
  NUM_ACC_1("NumAcc1", decimals("10000001", "10000003", "10000002"), "10000002", "1"),
  /** κ = 12. */
  NUM_ACC_2("NumAcc2", alternating("1"), "1.2", "0.1"),
  /** κ = 1e7. */
  NUM_ACC_3("NumAcc3", alternating("1000000"), "1000000.2", "0.1"),
  /** κ = 1e8. */
  NUM_ACC_4("NumAcc4", alternating("10000000"), "10000000.2", "0.1");

  private static final int PAIRS = 500;

  private final String label;
  private final List<BigDecimal> decimals;
  private final BigDecimal mean;
  private final BigDecimal deviation;

  NumAcc(String label, List<BigDecimal> decimals, String mean, String deviation) {
    this.label = label;
    this.decimals = decimals;
    this.mean = new BigDecimal(mean);
    this.deviation = new BigDecimal(deviation);
  }

  private static List<BigDecimal> decimals(String... values) {
    return java.util.Arrays.stream(values).map(BigDecimal::new).toList();
  }

  private static List<BigDecimal> alternating(String offset) {
    BigDecimal c = new BigDecimal(offset);
    List<BigDecimal> values = new ArrayList<>();
    values.add(c.add(new BigDecimal("0.2")));
    for (int i = 0; i < PAIRS; i++) {
      values.add(c.add(new BigDecimal("0.1")));
      values.add(c.add(new BigDecimal("0.3")));
    }
    return Collections.unmodifiableList(values);
  }

  /** NIST's name. */
  public String label() {
    return label;
  }

  /** The data as they are published. */
  public List<BigDecimal> decimals() {
    return decimals;
  }

  /** The data, each value rounded to binary64. */
  public double[] binary64() {
    return decimals.stream().mapToDouble(BigDecimal::doubleValue).toArray();
  }

  /** The certified mean. */
  public BigDecimal mean() {
    return mean;
  }

  /** The certified standard deviation, with the n − 1 denominator. */
  public BigDecimal deviation() {
    return deviation;
  }

  /**
   * The digits of the certified standard deviation that are left once the data are rounded to
   * {@code dtype}: what no computation on them can exceed. Infinite where the data lose nothing.
   */
  public double digitsLeft(Dtype dtype) {
    int n = decimals.size();
    BigDecimal biased = ExactMoments.of(dtype.round(binary64())).variance();
    // Compared as n·V = (n − 1)·s², both exact.
    return ExactMoments.digitsOfRoot(
        biased.multiply(BigDecimal.valueOf(n)),
        deviation.multiply(deviation).multiply(BigDecimal.valueOf(n - 1L)));
  }
}
