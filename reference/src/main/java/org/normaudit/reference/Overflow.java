package org.normaudit.reference;

/** What a format makes of a number that rounds beyond its largest finite one. */
public enum Overflow {
  /** The infinity of the same sign, as in IEEE 754. */
  INFINITY,
  /** The largest finite number with the same sign. Such a format has no infinities. */
  SATURATE,
  /** NaN. Such a format has no infinities. */
  NAN
}
