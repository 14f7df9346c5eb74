package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.normaudit.opencl.DeviceSession.Input;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * The float32 variance keeps its digits however large the mean is. Its relative error is at most
 * 2(h + 3)u for the sums, h the longest chain of additions, and 6u for each merge, and κ²u² for
 * what the rounding of the mean leaves, times the number of chunks that it happens in. A one-pass
 * variance misses this from κ = 100 on, an updating one from κ = 10⁴ on.
 */
class StatisticsAccuracyTest {
  private static final double U = Dtype.FLOAT32.unitRoundoff();
  private static final int POSITIONS = 40_000;

  @Test
  void theErrorDoesNotGrowWithTheConditionNumber() {
    for (ComputeDevice device : TestDevices.all()) {
      for (Shape shape : shapes()) {
        for (double kappa = 1; kappa <= 1e5; kappa *= 10) {
          double[] x = new double[shape.size()];
          Random random = new Random(1);
          for (int i = 0; i < x.length; i++) {
            x[i] = (float) (kappa + random.nextGaussian());
          }
          check(device, shape, x, "kappa " + kappa);
        }
      }
    }
  }

  @Test
  void theFirstValuesNeedNotBeTypical() {
    for (ComputeDevice device : TestDevices.all()) {
      for (Shape shape : shapes()) {
        for (int typical : new int[] {1, 1000, POSITIONS / 2, POSITIONS - 1}) {
          double[] x = new double[shape.size()];
          Random random = new Random(2);
          for (int i = 0; i < x.length; i++) {
            int p = shape.inner() == 1 ? i / shape.channels() : i % POSITIONS;
            x[i] = (float) (p < typical ? 1e-3 * random.nextGaussian() : 3e3 + random.nextDouble());
          }
          check(device, shape, x, typical + " values before a jump");
        }
      }
    }
  }

  private static Shape[] shapes() {
    return new Shape[] {new Shape(1, 2, POSITIONS), new Shape(POSITIONS, 2, 1)};
  }

  private static void check(ComputeDevice device, Shape shape, double[] x, String what) {
    Plan plan = Plan.of(device, shape);
    int chunks = plan.slices() * ((plan.share() + plan.chunk() - 1) / plan.chunk());
    // A lane has the elements of a chunk that fall to it, and then the lanes are added up.
    int lanes = plan.mapping() == Plan.Mapping.PLANES ? LayerKernel.LANES : plan.fold();
    double h = (double) plan.chunk() / lanes + lanes;
    try (DeviceSession session = DeviceSession.open(device, Dtype.FLOAT32)) {
      session.configure(LayerKind.BATCH_NORM, shape, 0);
      session.put(Input.X, x);
      session.forward(Mode.TRAINING, UpdateRule.rate(1), Clip.NONE);
      for (int c = 0; c < shape.channels(); c++) {
        double mean = mean(shape, x, c, 0);
        double variance = mean(shape, x, c, mean);
        double squaredKappa = 1 + mean * mean / variance;
        double allowed =
            variance * (2 * (h + 3) * U + 6 * chunks * U + chunks * squaredKappa * U * U);
        double error = Math.abs(session.state().spread()[c] - variance);
        assertTrue(
            error <= allowed,
            () ->
                "%s on %s, %s: off by %s of %s, allowed %s"
                    .formatted(what, device.name(), shape, error, variance, allowed));
      }
    }
  }

  /** The mean of a channel for center = 0, else the mean of its squared deviations from there. */
  private static double mean(Shape shape, double[] x, int c, double center) {
    double sum = 0;
    double rest = 0;
    for (int o = 0; o < shape.outer(); o++) {
      for (int i = 0; i < shape.inner(); i++) {
        double d = x[shape.index(o, c, i)] - center;
        sum += center == 0 ? d : d * d;
        rest += d;
      }
    }
    int m = shape.count();
    return center == 0 ? sum / m : (sum - rest * rest / m) / m;
  }
}
