package org.normaudit.verification.core.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Setting;
import org.normaudit.reference.layer.Settings;

/**
 * What a case line may set, in its order: a row here, or in a layer's settings, is all it takes.
 */
public final class CaseSettings {
  /** How x is made. */
  public static final Setting<Data> DATA =
      new Setting<>("data", "data", Data.Generated.NORMAL, Data::of, Data::label, data -> true, "");

  private static final Setting<Double> NUMBER =
      Setting.real("kappa", "kappa", 1, value -> value >= 1, "");

  /** The condition number √(1 + mean²/V) that generated data are given, about. */
  public static final Setting<Double> KAPPA =
      new Setting<>(
          "kappa",
          "kappa",
          1.0,
          CaseSettings::kappa,
          Setting::number,
          value -> value >= 1,
          "must lie in [1, 1e15]");

  /** Generated data are scaled by 2 to this power. */
  public static final Setting<Integer> EXPONENT = Setting.whole("exp", "exp", 0, -1100, 1100);

  /** Whether the running statistics stay as they are. */
  public static final Setting<Boolean> FROZEN = Setting.flag("frozen", "frozen", false);

  private static final Setting<Double> BOUND =
      Setting.real("rmin", "rmin", 1, Settings.R_MIN.allowed(), Settings.R_MIN.demand());

  /** The lower bound of r; NaN stands for 1/r_max. */
  public static final Setting<Double> R_MIN =
      new Setting<>(
          "r_min",
          "rmin",
          Double.NaN,
          text -> text.equals("1/rmax") ? Double.NaN : BOUND.parse().apply(text),
          value -> Double.isNaN(value) ? "1/rmax" : Setting.number(value),
          value -> Double.isNaN(value) || Settings.R_MIN.allowed().test(value),
          Settings.R_MIN.demand());

  /** How the upstream gradient is made. */
  public static final Setting<Case.Upstream> UPSTREAM =
      Setting.choice("dy", "dy", Case.Upstream.NORMAL, Case.Upstream.values());

  /** How the running statistics before the step are made. */
  public static final Setting<Case.State> STATE =
      Setting.choice("state", "state", Case.State.NEAR, Case.State.values());

  /** Whether a double backward is asked for. */
  public static final Setting<Boolean> SECOND = Setting.flag("second", "second", false);

  /** The seed of everything that is drawn. */
  public static final Setting<Long> SEED = Setting.number("seed", "seed", 1);

  private static final List<Setting<?>> SHARED =
      List.of(
          DATA,
          KAPPA,
          EXPONENT,
          Settings.EPSILON,
          Settings.MOMENTUM,
          FROZEN,
          R_MIN,
          Settings.R_MAX,
          Settings.D_MAX,
          Settings.AFFINE,
          UPSTREAM,
          STATE,
          SECOND,
          SEED,
          Settings.GROUPS);

  // A case line says these through other settings, or leaves them to a trace.
  private static final List<Setting<?>> IMPLIED =
      List.of(Settings.MEANING, Settings.CORRECTION, Settings.UPDATES, Settings.R_MIN);

  private CaseSettings() {}

  /** The settings of a layer's case lines. */
  public static List<Setting<?>> of(Layer layer) {
    List<Setting<?>> all = new ArrayList<>(SHARED);
    for (Setting<?> own : layer.settings()) {
      if (!SHARED.contains(own) && !IMPLIED.contains(own)) {
        all.add(own);
      }
    }
    return all;
  }

  private static double kappa(String text) {
    double value = NUMBER.parse().apply(text);
    if (!(value >= 1 && value <= 1e15)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "kappa=%s must lie in [1, 1e15]", text));
    }
    return value;
  }
}
