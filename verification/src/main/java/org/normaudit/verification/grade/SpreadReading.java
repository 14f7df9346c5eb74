package org.normaudit.verification.grade;

import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/** Reads the variance that a layer computed out of what it gives. */
final class SpreadReading {
  private SpreadReading() {}

  /** The number that makes the running statistics those of the batch, where it has a momentum. */
  static double momentum(Convention convention) {
    return convention.sense() == UpdateRule.Sense.TAKE ? 1 : 0;
  }

  /** The biased variance of a channel, from the running spread that an update of rate 1 left. */
  static double fromRunning(LayerOutput output, Convention convention, LayerInput input, int c) {
    double kept = output.get(Quantity.RUNNING_SPREAD)[c];
    double corrected =
        switch (convention.kept()) {
          case VARIANCE -> kept;
          case DEVIATION -> variance(kept, convention, input.epsilon());
          case INVERSE -> variance(1 / kept, convention, input.epsilon());
        };
    return biased(corrected, convention.correction(), input.shape().count());
  }

  /**
   * The same of values that share statistics, from y: its slope over x between the smallest and the
   * largest value is 1/σ.
   */
  static double fromOutput(LayerOutput output, Convention convention, LayerInput input, int c) {
    Shape shape = input.statistics();
    double[] y = output.get(Quantity.Y);
    int low = shape.index(0, c, 0);
    int high = low;
    for (int k = 0; k < shape.count(); k++) {
      int i = shape.index(k / shape.inner(), c, k % shape.inner());
      low = input.x()[i] < input.x()[low] ? i : low;
      high = input.x()[i] > input.x()[high] ? i : high;
    }
    double sigma = (input.x()[high] - input.x()[low]) / (y[high] - y[low]);
    double normalizing = variance(sigma, convention, input.epsilon());
    return biased(normalizing, convention.normalizing(), shape.count());
  }

  private static double variance(double sigma, Convention convention, double epsilon) {
    return switch (convention.epsilon()) {
      case INSIDE -> sigma * sigma - epsilon;
      case OUTSIDE -> (sigma - epsilon) * (sigma - epsilon);
      case BOTH -> (sigma - epsilon) * (sigma - epsilon) - epsilon;
      case FLOOR -> sigma * sigma;
    };
  }

  private static double biased(double variance, UpdateRule.Correction correction, int m) {
    return correction == UpdateRule.Correction.BESSEL ? variance * (m - 1.0) / m : variance;
  }
}
