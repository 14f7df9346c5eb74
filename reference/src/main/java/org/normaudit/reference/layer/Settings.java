package org.normaudit.reference.layer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.normaudit.reference.Clip;
import org.normaudit.reference.UpdateRule;

/** The settings of a step: those that were given, and the usual value of every other. */
public final class Settings {
  /** ε. */
  public static final Setting<Double> EPSILON =
      Setting.real(
          "epsilon",
          "eps",
          1e-5,
          value -> value >= 0 && value < Double.POSITIVE_INFINITY,
          "must be at least 0 and finite");

  /** The number of the update rule. */
  public static final Setting<Double> MOMENTUM =
      Setting.real(
          "momentum", "momentum", 0.1, value -> value >= 0 && value <= 1, "must lie in [0, 1]");

  /** What that number means. */
  public static final Setting<UpdateRule.Sense> MEANING =
      Setting.choice(
          "meaning", "meaning", UpdateRule.Sense.UPDATE_WEIGHT, UpdateRule.Sense.values());

  /** Which variance the running statistics follow. */
  public static final Setting<UpdateRule.Correction> CORRECTION =
      Setting.choice(
          "correction", "correction", UpdateRule.Correction.BIASED, UpdateRule.Correction.values());

  /** How many batches the running statistics hold before the step. */
  public static final Setting<Long> UPDATES = Setting.number("updates", "updates", 0);

  /** The lower bound of r, for layers with one of its own. */
  public static final Setting<Double> R_MIN =
      Setting.real("r_min", "rmin", 1, value -> value >= 0 && value <= 1, "must lie in [0, 1]");

  /** The upper bound of r. */
  public static final Setting<Double> R_MAX =
      Setting.real("r_max", "rmax", 1, value -> value >= 1, "must be at least 1");

  /** The bound of d on both sides. */
  public static final Setting<Double> D_MAX =
      Setting.real("d_max", "dmax", 0, value -> value >= 0, "must be at least 0");

  /** Whether the parameters are learned; if not, γ is 1 and β is 0. */
  public static final Setting<Boolean> AFFINE = Setting.flag("affine", "affine", false);

  /** Into how many groups the channels fall. */
  public static final Setting<Integer> GROUPS =
      Setting.whole("groups", "groups", 1, 1, Integer.MAX_VALUE);

  /** The settings that the classical layers share, in the order of the protocol. */
  public static final List<Setting<?>> CLASSICAL =
      List.of(EPSILON, MOMENTUM, MEANING, CORRECTION, UPDATES, R_MIN, R_MAX, D_MAX, AFFINE);

  /** Those, and the groups. */
  public static final List<Setting<?>> GROUPED =
      Stream.concat(Stream.of(GROUPS), CLASSICAL.stream()).toList();

  /** Every setting at its usual value. */
  public static final Settings USUAL = new Settings(Map.of());

  private final Map<Setting<?>, Object> given;

  // Made from the others when they are first asked for, by any thread.
  private UpdateRule rule;
  private Clip clip;

  private Settings(Map<Setting<?>, Object> given) {
    this.given = given;
  }

  /** The value of a setting. */
  @SuppressWarnings("unchecked")
  public <V> V get(Setting<V> setting) {
    Object value = given.get(setting);
    return value == null ? setting.usual() : (V) value;
  }

  /**
   * These settings with another value.
   *
   * @throws IllegalArgumentException if it is not allowed
   */
  public <V> Settings with(Setting<V> setting, V value) {
    Map<Setting<?>, Object> more = new HashMap<>(given);
    put(more, setting, value);
    return new Settings(more);
  }

  private static <V> void put(Map<Setting<?>, Object> into, Setting<V> setting, V value) {
    if (setting.require(value).equals(setting.usual())) {
      into.remove(setting);
    } else {
      into.put(setting, value);
    }
  }

  /** The text of a setting's value, as case lines write it. */
  public <V> String text(Setting<V> setting) {
    return setting.text().apply(get(setting));
  }

  /**
   * These settings with the value that a text says.
   *
   * @throws IllegalArgumentException with one sentence that quotes what is wrong
   */
  public <V> Settings parsed(Setting<V> setting, String text) {
    return with(setting, setting.parse().apply(text));
  }

  /** How running statistics follow. */
  public UpdateRule rule() {
    UpdateRule known = rule;
    if (known == null) {
      known = new UpdateRule(get(MEANING), get(MOMENTUM), get(CORRECTION));
      rule = known;
    }
    return known;
  }

  /** These settings with another rule. */
  public Settings with(UpdateRule other) {
    Map<Setting<?>, Object> more = new HashMap<>(given);
    put(more, MEANING, other.sense());
    put(more, MOMENTUM, other.momentum());
    put(more, CORRECTION, other.correction());
    return new Settings(more);
  }

  /** The bounds of r and d. */
  public Clip clip() {
    Clip known = clip;
    if (known == null) {
      known = new Clip(get(R_MIN), get(R_MAX), get(D_MAX));
      clip = known;
    }
    return known;
  }

  /** These settings with other bounds of r and d. */
  public Settings with(Clip other) {
    Map<Setting<?>, Object> more = new HashMap<>(given);
    put(more, R_MIN, other.rMin());
    put(more, R_MAX, other.rMax());
    put(more, D_MAX, other.dMax());
    return new Settings(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings && given.equals(settings.given);
  }

  @Override
  public int hashCode() {
    return given.hashCode();
  }

  @Override
  public String toString() {
    return given.toString();
  }
}
