package org.normaudit.verification.audit;

import org.normaudit.reference.LayerInput;
import org.normaudit.verification.cases.Case;

/** Where the step of a case comes from. */
@FunctionalInterface
public interface CaseSource {

  /**
   * The step of a case, the same bits every time.
   *
   * @throws IllegalArgumentException if the case's data cannot be had
   */
  LayerInput input(Case c);
}
