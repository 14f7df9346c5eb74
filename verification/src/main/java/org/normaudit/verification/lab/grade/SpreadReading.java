package org.normaudit.verification.lab.grade;

import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;

/** Reads the variance that a layer computed out of what it gives. */
final class SpreadReading {
  private SpreadReading() {}

  /** The number that makes the running statistics those of the batch, where it has a momentum. */
  static double momentum(Convention convention) {
    return convention.get(Coordinates.SENSE) == UpdateRule.Sense.UPDATE_WEIGHT ? 1 : 0;
  }

  /** The biased variance of a channel, from the running spread that an update of rate 1 left. */
  static double fromRunning(StepOutput output, Convention convention, Step input, int c) {
    double kept = output.get(Roles.RUNNING_SPREAD)[c];
    double corrected =
        switch (convention.get(Coordinates.KEPT)) {
          case VARIANCE -> kept;
          case DEVIATION -> variance(kept, convention, input.epsilon());
          case INVERSE -> variance(1 / kept, convention, input.epsilon());
        };
    return biased(corrected, convention.get(Coordinates.CORRECTION), input.shape().count());
  }

  /**
   * The same of values that share statistics, from y: its slope over x between the smallest and the
   * largest value is 1/σ.
   */
  static double fromOutput(StepOutput output, Convention convention, Step input, int c) {
    Shape shape = input.statistics().view();
    double[] y = output.get(Roles.Y);
    int low = shape.index(0, c, 0);
    int high = low;
    for (int k = 0; k < shape.count(); k++) {
      int i = shape.index(k / shape.inner(), c, k % shape.inner());
      low = input.x()[i] < input.x()[low] ? i : low;
      high = input.x()[i] > input.x()[high] ? i : high;
    }
    double sigma = (input.x()[high] - input.x()[low]) / (y[high] - y[low]);
    double normalizing = variance(sigma, convention, input.epsilon());
    return biased(normalizing, convention.get(Coordinates.NORMALIZING), shape.count());
  }

  private static double variance(double sigma, Convention convention, double epsilon) {
    return switch (convention.get(Coordinates.EPSILON)) {
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
