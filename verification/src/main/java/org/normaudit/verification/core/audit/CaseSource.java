package org.normaudit.verification.core.audit;

import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.cases.Case;

/** Where the step of a case comes from. */
@FunctionalInterface
public interface CaseSource {

  /**
   * The step of a case, the same bits every time.
   *
   * @throws IllegalArgumentException if the case's data cannot be had
   */
  Step input(Case c);
}
