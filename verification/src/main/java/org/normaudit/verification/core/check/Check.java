package org.normaudit.verification.core.check;

import java.util.Set;
import org.normaudit.reference.layer.Role;
import org.normaudit.verification.core.result.Result;

/**
 * One property that an honest implementation has. A check says what it asserts, on which cases, and
 * how far rounding excuses it; it never throws on behalf of a subject.
 */
public interface Check {

  /** The name in reports and on the command line, such as {@code delta-b}. */
  String name();

  /** What it asserts, in one sentence. */
  String asserts();

  /** Whether the case is one that the property is about. */
  boolean concerns(CheckContext context);

  /** The result on a case that the check {@linkplain #concerns concerns}. */
  Result examine(CheckContext context);

  /**
   * Whether the check knows an overflow from a number in formats without infinities. If not, it is
   * not made where an output of the case's own step overflowed.
   */
  default boolean judgesOverflow() {
    return false;
  }

  /** Whether the check is about steps that have no right answer under the convention. */
  default boolean judgesUndefined() {
    return false;
  }

  /** The quantities that a subject must give for the check to run at all. */
  default Set<Role> needs() {
    return Set.of();
  }
}
