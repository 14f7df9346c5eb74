package org.normaudit.reference.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Formats;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;

/** Random steps of any layer, made of what it declares; the same for the same seed. */
public final class RandomSteps {
  private RandomSteps() {}

  /** A step of binary64. */
  public static Step of(Layer layer, Mode mode, Shape shape, long seed) {
    return of(layer, mode, Dtype.FLOAT64, shape, seed);
  }

  /**
   * A step with every tensor drawn, learned parameters, and a double backward where the layer has
   * one.
   */
  public static Step of(Layer layer, Mode mode, Dtype dtype, Shape shape, long seed) {
    Random random = new Random(seed);
    List<Role> roles = new ArrayList<>(layer.given());
    roles.addAll(layer.secondUpstreams());
    Map<Role, double[]> tensors = new HashMap<>();
    roles.forEach(role -> tensors.put(role, dtype.round(values(role, shape, random))));
    Settings settings =
        Settings.USUAL
            .with(Settings.EPSILON, 0x1p-10)
            .with(UpdateRule.rate(0.125))
            .with(Settings.UPDATES, 3L)
            .with(new Clip(0.5, 1.25, 0.25))
            .with(Settings.AFFINE, true)
            .with(Settings.GROUPS, layer.has(Settings.GROUPS) ? groups(shape) : 1);
    return Step.of(layer, mode, Formats.of(dtype), shape, settings, tensors);
  }

  private static int groups(Shape shape) {
    return shape.channels() % 2 == 0 ? 2 : 1;
  }

  private static double[] values(Role role, Shape shape, Random random) {
    double[] values = new double[role.length(shape)];
    if (role.equals(Roles.RUNNING_SPREAD)) {
      Arrays.setAll(values, i -> 0.5 + random.nextDouble());
    } else {
      double mean = role.kind() == Role.Kind.PARAMETER ? 1 : 0;
      Arrays.setAll(values, i -> mean + random.nextGaussian());
    }
    return values;
  }
}
