package org.normaudit.verification.lab.soundness;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;

/** Small changes of a step, for a search that keeps those that make an error larger. */
final class Worsening {
  private final RandomGenerator random;

  Worsening(RandomGenerator random) {
    this.random = random;
  }

  /** The step with one of its numbers changed, or two of them exchanged. */
  Step change(Step in) {
    return switch (random.nextInt(in.hasSecond() ? 8 : 6)) {
      case 0, 1, 2 -> in.withX(changed(in.x(), in.dtype()));
      case 3, 4 -> in.withDy(changed(in.dy(), in.dtype()));
      case 5 -> withState(in);
      case 6 -> withChanged(in, role -> role.isElementwise());
      default -> withChanged(in, role -> !role.isElementwise());
    };
  }

  // The upstream gradients of a double backward of one kind, each changed.
  private Step withChanged(Step in, Predicate<Role> which) {
    Map<Role, double[]> others = new HashMap<>();
    for (Role role : in.layer().secondUpstreams()) {
      if (which.test(role)) {
        others.put(role, changed(in.get(role), in.dtype()));
      }
    }
    return in.with(others);
  }

  private Step withState(Step in) {
    if (in.affine() && random.nextBoolean()) {
      double[] gamma = changed(in.gamma(), in.dtype());
      // Root mean square normalization has no β.
      double[] beta =
          in.layer().is(Property.LEARNS_SHIFT) ? changed(in.beta(), in.dtype()) : in.beta();
      return in.withAffine(gamma, beta);
    }
    if (!in.layer().is(Property.STATEFUL)) {
      return in.withDy(changed(in.dy(), in.dtype()));
    }
    RunningStatistics state = in.state();
    double[] spread = changed(state.spread(), in.dtype());
    boolean valid = spread[0] >= in.dtype().minNormal();
    return in.withState(
        new RunningStatistics(
            changed(state.mean(), in.dtype()), valid ? spread : state.spread(), state.updates()));
  }

  private double[] changed(double[] values, Dtype dtype) {
    double[] other = values.clone();
    int k = random.nextInt(other.length);
    double old = other[k];
    switch (random.nextInt(6)) {
      case 0 -> other[k] = old + dtype.ulp(old) * (random.nextInt(7) - 3);
      case 1 -> other[k] = old * (1 + random.nextGaussian() / 8);
      case 2 -> other[k] = old + random.nextGaussian();
      case 3 -> other[k] = -old;
      case 4 -> other[k] = Math.scalb(old, random.nextInt(5) - 2);
      default -> {
        int j = random.nextInt(other.length);
        other[k] = other[j];
        other[j] = old;
      }
    }
    other[k] = dtype.round(other[k]);
    return Double.isFinite(other[k]) ? other : values;
  }
}
