package org.normaudit.verification.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normaudit.reference.Block;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.definition.ChannelInput;
import org.normaudit.reference.definition.DefinedLayer;
import org.normaudit.reference.definition.Definition;
import org.normaudit.verification.arithmetic.Interval;
import org.normaudit.verification.arithmetic.IntervalArithmetic;
import org.normaudit.verification.arithmetic.RoundedArithmetic;
import org.normaudit.verification.arithmetic.Rounding;
import org.normaudit.verification.arithmetic.SignificantDigits;

/**
 * How many digits of the definition's values are significant in the format of a case, found in two
 * ways that need no truth: by runs whose roundings are random, and by intervals.
 */
final class DefinitionDigits {
  private final Map<Quantity, double[]> random = new EnumMap<>(Quantity.class);
  private final Map<Quantity, double[]> interval = new EnumMap<>(Quantity.class);

  /**
   * @param runs at least 2
   */
  DefinitionDigits(LayerInput input, Convention convention, int runs, long seed) {
    Map<LayerKind, Convention> conventions = Map.of(input.layer(), convention);
    RoundedArithmetic arithmetic = new RoundedArithmetic(Rounding.stochastic(input.dtype(), seed));
    DefinedLayer<Double> layer =
        new DefinedLayer<>("definition", arithmetic, input.dtype(), conventions);
    LayerOutput[] outputs = new LayerOutput[runs];
    for (int run = 0; run < runs; run++) {
      outputs[run] = layer.run(input);
    }
    for (Quantity quantity : outputs[0].quantities()) {
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

  private void enclose(LayerInput input, Convention convention) {
    IntervalArithmetic arithmetic = new IntervalArithmetic(input.dtype());
    LayerInput read = convention.read(input);
    Definition definition = Definition.of(input.layer(), convention);
    for (int b = 0; b < input.blocks().size(); b++) {
      try {
        Map<Quantity, List<Interval>> channel =
            definition.evaluate(arithmetic, ChannelInput.of(arithmetic, read, b)).values();
        for (Map.Entry<Quantity, List<Interval>> entry : channel.entrySet()) {
          put(input.block(b), entry.getKey(), entry.getValue());
        }
      } catch (ArithmeticException undefined) {
        // A root of nothing but negative numbers, or a quotient by 0: no digit is sure.
        continue;
      }
    }
  }

  private void put(Block block, Quantity quantity, List<Interval> values) {
    double[] all = interval.computeIfAbsent(quantity, q -> new double[q.length(block.shape())]);
    for (int k = 0; k < values.size(); k++) {
      all[quantity.isElementwise() ? block.index(k) : block.first() + k] = digits(values.get(k));
    }
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
  Optional<Double> random(Quantity quantity, int index) {
    return Optional.ofNullable(random.get(quantity)).map(all -> all[index]);
  }

  /** Digits on which the ends of the interval agree, if the definition gives the value. */
  Optional<Double> interval(Quantity quantity, int index) {
    return Optional.ofNullable(interval.get(quantity)).map(all -> all[index]);
  }
}
