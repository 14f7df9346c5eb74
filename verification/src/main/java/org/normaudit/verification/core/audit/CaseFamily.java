package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.verification.core.cases.Case;

/** A family of cases of the {@link Catalogue}: what it is for, where it applies, and its cases. */
interface CaseFamily {

  /** How often the catalogue takes a family's cases. */
  enum Scope {
    /** Once for each mode of a layer in a format. */
    MODE,
    /** Once for a layer in a format, after all modes; the target's mode is training. */
    FORMAT,
    /**
     * The same, after all cases of all layers: a family that comes late leaves older cases their
     * seeds.
     */
    LATE
  }

  /** The family's name; unique among {@link CaseFamilies}. */
  String name();

  /** What the cases are for, in one sentence. */
  String purpose();

  /** The smallest catalogue that has the family. */
  default Catalogue.Size size() {
    return Catalogue.Size.QUICK;
  }

  /** How often the catalogue takes the cases. */
  default Scope scope() {
    return Scope.MODE;
  }

  /** Whether the family has cases for a layer in a mode and a format. */
  default boolean applies(CaseTarget target) {
    return true;
  }

  /**
   * The cases, always the same. The catalogue gives each its seed and its groups, and drops those
   * whose condition number is beyond the format.
   *
   * @param target one that the family {@linkplain #applies applies} to
   */
  List<Case> cases(CaseTarget target);
}
