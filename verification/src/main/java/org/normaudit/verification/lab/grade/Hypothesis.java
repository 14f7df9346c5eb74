package org.normaudit.verification.lab.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.lab.variants.OutputForm;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;
import org.normaudit.verification.lab.variants.Variant;

/**
 * The hypothesis that a variance is made in one particular way. The errors of that way are
 * measured: it is run, fused and not, on probes of the same kinds as the subject's.
 *
 * @param algorithm its class
 * @param forms the ways to write it
 * @param free whether an implementation of it may make twice as many roundings, or half as many:
 *     not where there is only one
 */
record Hypothesis(AlgorithmClass algorithm, List<ToDoubleFunction<double[]>> forms, boolean free) {

  /** All hypotheses that a subject of this format is compared with. */
  static List<Hypothesis> all(Dtype dtype) {
    List<Hypothesis> all = new ArrayList<>();
    for (Summation order : Summation.values()) {
      all.add(of(AlgorithmClass.ONE_PASS, dtype, dtype, VarianceAlgorithm.ONE_PASS, order));
      all.add(
          of(
              AlgorithmClass.SHIFTED_ONE_PASS,
              dtype,
              dtype,
              VarianceAlgorithm.SHIFTED_ONE_PASS,
              order));
      all.add(
          of(
              AlgorithmClass.CORRECTED_TWO_PASS,
              dtype,
              dtype,
              VarianceAlgorithm.CORRECTED_TWO_PASS,
              order));
    }
    Summation sequential = Summation.SEQUENTIAL;
    Summation pairwise = Summation.PAIRWISE;
    all.add(of(AlgorithmClass.TWO_PASS, dtype, dtype, VarianceAlgorithm.TWO_PASS, sequential));
    all.add(of(AlgorithmClass.PAIRWISE, dtype, dtype, VarianceAlgorithm.TWO_PASS, pairwise));
    all.add(of(AlgorithmClass.UPDATING, dtype, dtype, VarianceAlgorithm.WELFORD, sequential));
    all.add(of(AlgorithmClass.UPDATING, dtype, dtype, VarianceAlgorithm.MERGED, sequential));
    // One rounding in all, or a few: of the first there is nothing that can vary.
    for (boolean free : new boolean[] {false, true}) {
      all.add(
          new Hypothesis(
              AlgorithmClass.WIDE,
              List.of(x -> dtype.round(Probe.variance(x).doubleValue())),
              free));
    }
    for (Dtype wider : List.of(Dtype.FLOAT32, Dtype.FLOAT64)) {
      if (wider.precision() > dtype.precision()) {
        all.add(of(AlgorithmClass.WIDE, dtype, wider, VarianceAlgorithm.ONE_PASS, sequential));
        all.add(of(AlgorithmClass.WIDE, dtype, wider, VarianceAlgorithm.ONE_PASS, pairwise));
      }
    }
    return all;
  }

  private static Hypothesis of(
      AlgorithmClass name,
      Dtype storage,
      Dtype compute,
      VarianceAlgorithm algorithm,
      Summation order) {
    List<ToDoubleFunction<double[]>> forms = new ArrayList<>();
    for (boolean fused : new boolean[] {false, true}) {
      forms.add(
          new Variant(storage, compute, algorithm, order, OutputForm.DIVIDED, fused)::varianceOf);
    }
    return new Hypothesis(name, forms, true);
  }
}
