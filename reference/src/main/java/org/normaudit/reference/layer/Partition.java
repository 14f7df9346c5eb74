package org.normaudit.reference.layer;

/**
 * A division of a tensor's elements into parts: what statistics, parameters or states belong to.
 */
public interface Partition {

  /** How many parts there are; a part may be empty. */
  int parts();

  /**
   * The part of an element.
   *
   * @param element its index in the flat tensor
   */
  int of(int element);
}
