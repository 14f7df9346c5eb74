package org.normaudit.verification.core.bound;

import org.normaudit.reference.layer.Role;

/** How far the stored values of a result may lie from the exact ones. */
record Allowances(BoundArithmetic b, BoundVectors vectors, ErrorModel model) {

  /**
   * The allowances, one a value; infinite where nothing is promised.
   *
   * @param normalized what the output y was made of; null for other results
   */
  double[] of(Role role, UncertainVector values, UncertainVector normalized) {
    double[] bounds = vectors.expandedErrors(values);
    for (int k = 0; k < bounds.length; k++) {
      if (isGiven(role, values, k)) {
        bounds[k] = 0;
        continue;
      }
      boolean safe =
          role.kind() == Role.Kind.OUTPUT
              ? judgesItsOverflow(values, normalized, k)
              : values.reach(k) <= b.limit();
      bounds[k] = safe ? stored(values, k, bounds[k]) : Double.POSITIVE_INFINITY;
    }
    return bounds;
  }

  // An output that overflows by itself is judged, but not one of which only a term does.
  private boolean judgesItsOverflow(UncertainVector values, UncertainVector normalized, int k) {
    if (normalized != null) {
      boolean slopes =
          !model.folded() || values.reach(k) / normalized.reach(k) * values.inverses <= b.limit();
      if (normalized.reach(k) > b.limit() || !slopes) {
        return false;
      }
    }
    int i = values.isRepeated() ? 0 : k;
    double terms = Math.max(values.size[i], values.expanded(i));
    return terms <= b.limit() || Math.abs(values.value[i]) > b.rounding().overflow();
  }

  // A state that is handed through, and a 0 that nothing is computed for.
  private static boolean isGiven(Role role, UncertainVector values, int k) {
    int i = values.isRepeated() ? 0 : k;
    boolean exact = values.chain == 0 && values.lost(k) == 0 && values.base[i] == 0;
    return exact && (role.kind() == Role.Kind.STATE || values.size[i] == 0);
  }

  private double stored(UncertainVector values, int k, double error) {
    int i = values.isRepeated() ? 0 : k;
    // Evaluated in binary64, the value may lie closer to 0 than the exact one.
    double value = Math.abs(values.value[i]);
    double own = (2.0 * values.size() + 128) * BoundArithmetic.U64 * values.size[i];
    return b.rounding().stored(value + own, error);
  }
}
