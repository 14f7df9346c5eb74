package org.normaudit.reference.layer;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What one step of a layer gave: a flat array for each result, in the order of tables. */
public final class StepOutput {
  private static final StepOutput EMPTY = new StepOutput(Map.of());

  private final Map<Role, double[]> values;

  private StepOutput(Map<Role, double[]> values) {
    Role[] roles = values.keySet().toArray(Role[]::new);
    Arrays.sort(roles, Roles.ORDER);
    this.values = new LinkedHashMap<>();
    for (Role role : roles) {
      this.values.put(role, values.get(role));
    }
  }

  /** An output with nothing in it, to be filled with {@link #with}. */
  public static StepOutput empty() {
    return EMPTY;
  }

  /** An output with these results; the arrays are kept, not copied. */
  public static StepOutput of(Map<Role, double[]> values) {
    return new StepOutput(values);
  }

  /** This output and one more result; the array is kept, not copied. */
  public StepOutput with(Role role, double[] array) {
    Map<Role, double[]> more = new LinkedHashMap<>(values);
    more.put(role, Objects.requireNonNull(array, role.label()));
    return new StepOutput(more);
  }

  /** This output with every number rounded to its role's format; arrays of binary64 are kept. */
  public StepOutput rounded(Formats formats) {
    Map<Role, double[]> rounded = new LinkedHashMap<>(values);
    rounded.replaceAll((role, array) -> formats.of(role).round(array));
    return new StepOutput(rounded);
  }

  /** The results that are there. */
  public Set<Role> roles() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** Whether the result is there. */
  public boolean has(Role role) {
    return values.containsKey(role);
  }

  /**
   * The array of a result, not a copy.
   *
   * @throws IllegalStateException if the layer gave none
   */
  public double[] get(Role role) {
    double[] array = values.get(role);
    if (array == null) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "no %s in the output: it has %s", role.label(), values.keySet()));
    }
    return array;
  }
}
