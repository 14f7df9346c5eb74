package org.normaudit.verification.core.cases;

import java.util.Locale;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Setting;
import org.normaudit.reference.layer.Settings;

/**
 * A configuration with its data. One line of text says all of it: {@link #toString} and {@link
 * CaseLine#parse} are each other's inverse.
 *
 * @param layer which layer
 * @param mode training or inference
 * @param dtype the format of the tensors
 * @param shape of x
 * @param settings those of {@link CaseSettings#of}
 */
public record Case(Layer layer, Mode mode, Dtype dtype, Shape shape, Settings settings) {

  /** Checks the groups; a lower bound of r that is 1/r_max is written as that. */
  public Case {
    if (settings.get(CaseSettings.R_MIN) == 1 / settings.get(Settings.R_MAX)) {
      settings = settings.with(CaseSettings.R_MIN, Double.NaN);
    }
    layer.statistics(shape, settings);
    int groups = settings.get(Settings.GROUPS);
    if (groups != 1 && !layer.has(Settings.GROUPS)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "groups=%d: %s has no groups to set", groups, layer.label()));
    }
  }

  /** How the upstream gradient is made. */
  public enum Upstream {
    /** Standard normal. */
    NORMAL,
    /** All 1: the gradient of a plain sum, for which dx is 0. */
    ONES,
    /** 1 at one place of each channel, else 0. */
    ONEHOT,
    /** A multiple of x̂, and a little noise: nearly all of it is projected away. */
    ALIGNED
  }

  /** How the running statistics before the step are made. */
  public enum State {
    /** Mean 0, spread 1, no batch in them yet. */
    INITIAL,
    /** Near those of the batch, so that r and d are small corrections. */
    NEAR,
    /** Far from those of the batch, so that r and d leave most bounds. */
    FAR,
    /** Those of the batch, as the format rounds them. */
    MATCHED
  }

  /** The value of a setting. */
  public <V> V get(Setting<V> setting) {
    return settings.get(setting);
  }

  /** How x is made. */
  public Data data() {
    return get(CaseSettings.DATA);
  }

  /** The condition number that generated data are given, about. */
  public double kappa() {
    return get(CaseSettings.KAPPA);
  }

  /** Generated data are scaled by 2 to this power. */
  public int exponent() {
    return get(CaseSettings.EXPONENT);
  }

  /** ε. */
  public double epsilon() {
    return get(Settings.EPSILON);
  }

  /** The bounds of r and d. */
  public Clip clip() {
    double rMin = get(CaseSettings.R_MIN);
    double rMax = get(Settings.R_MAX);
    double dMax = get(Settings.D_MAX);
    return Double.isNaN(rMin) ? Clip.symmetric(rMax, dMax) : new Clip(rMin, rMax, dMax);
  }

  /** How the upstream gradient is made. */
  public Upstream upstream() {
    return get(CaseSettings.UPSTREAM);
  }

  /** How the running statistics before the step are made. */
  public State state() {
    return get(CaseSettings.STATE);
  }

  /** Whether a double backward is asked for. */
  public boolean second() {
    return get(CaseSettings.SECOND);
  }

  /** The seed of everything that is drawn. */
  public long seed() {
    return get(CaseSettings.SEED);
  }

  @Override
  public String toString() {
    return CaseLine.format(this);
  }

  /** This case with another value of a setting. */
  public <V> Case with(Setting<V> setting, V value) {
    return new Case(layer, mode, dtype, shape, settings.with(setting, value));
  }

  /** This case in another format. */
  public Case withDtype(Dtype other) {
    return new Case(layer, mode, other, shape, settings);
  }

  /** This case with another seed. */
  public Case withSeed(long other) {
    return with(CaseSettings.SEED, other);
  }

  /** This case with other data. */
  public Case withData(Data other) {
    return with(CaseSettings.DATA, other);
  }

  /** This case with another shape. */
  public Case withShape(Shape other) {
    return new Case(layer, mode, dtype, other, settings);
  }
}
