package org.normaudit.verification.core.check;

/** How strictly a relation compares a value with its counterpart. */
enum Comparison {
  /** They are equal. */
  BITS,
  /** They are equal after a scaling that is exact unless one of them is subnormal. */
  EXACT,
  /** Each may err as far as its own derived bound. */
  BOUNDED
}
