package org.normaudit.verification.cli;

import java.util.Map;
import java.util.Optional;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Algebra;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.arithmetic.Interval;
import org.normaudit.verification.core.arithmetic.IntervalArithmetic;
import org.normaudit.verification.core.arithmetic.RoundedArithmetic;
import org.normaudit.verification.core.arithmetic.Rounding;
import org.normaudit.verification.core.arithmetic.SignificantDigits;

/**
 * How many digits of the definition's values are significant in the format of a case, found in two
 * ways that need no truth: by runs whose roundings are random, and by intervals.
 */
final class DefinitionDigits {
  private final Map<Role, double[]> random = Roles.map();
  private final Map<Role, double[]> interval = Roles.map();

  /**
   * @param runs at least 2
   */
  DefinitionDigits(Step input, Convention convention, int runs, long seed) {
    Map<Layer, Convention> conventions = Map.of(input.layer(), convention);
    RoundedArithmetic arithmetic = new RoundedArithmetic(Rounding.stochastic(input.dtype(), seed));
    DefinedLayer<Double> layer =
        new DefinedLayer<>("definition", arithmetic, input.dtype(), conventions);
    StepOutput[] outputs = new StepOutput[runs];
    for (int run = 0; run < runs; run++) {
      outputs[run] = layer.run(input);
    }
    for (Role quantity : outputs[0].roles()) {
      double[] digits = new double[outputs[0].get(quantity).length];
      for (int i = 0; i < digits.length; i++) {
        double[] results = new double[runs];
        for (int run = 0; run < runs; run++) {
          results[run] = outputs[run].get(quantity)[i];
        }
        digits[i] = SignificantDigits.of(results).digits();
      }
      random.put(quantity, digits);
    }
    enclose(input, convention);
  }

  private void enclose(Step input, Convention convention) {
    IntervalArithmetic arithmetic = new IntervalArithmetic(input.dtype());
    Step read = Reading.of(convention, input);
    for (int b = 0; b < input.statistics().groups(); b++) {
      try {
        put(BlockStep.of(new Algebra<>(arithmetic), read, b).evaluate(convention));
      } catch (ArithmeticException undefined) {
        // A root of nothing but negative numbers, or a quotient by 0: no digit is sure.
        continue;
      }
    }
  }

  private void put(BlockStep<Interval> block) {
    block
        .results()
        .forEach(
            (role, values) -> {
              double[] all =
                  interval.computeIfAbsent(role, r -> new double[r.length(block.step().shape())]);
              int[] at = block.region().indices(role);
              for (int k = 0; k < at.length; k++) {
                all[at[k]] = digits(values.get(k));
              }
            });
  }

  private static double digits(Interval interval) {
    double width = interval.width();
    if (width == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double digits = -Math.log10(width / Math.abs(interval.midpoint()));
    // Without a finite end, or around 0, no digit is sure.
    return digits > 0 ? digits : 0;
  }

  /** Digits that random roundings leave alone, if the definition gives the value. */
  Optional<Double> random(Role quantity, int index) {
    return Optional.ofNullable(random.get(quantity)).map(all -> all[index]);
  }

  /** Digits on which the ends of the interval agree, if the definition gives the value. */
  Optional<Double> interval(Role quantity, int index) {
    return Optional.ofNullable(interval.get(quantity)).map(all -> all[index]);
  }
}
