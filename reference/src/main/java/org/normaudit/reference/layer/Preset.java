package org.normaudit.reference.layer;

import org.normaudit.reference.Convention;

/**
 * A convention that has a name: that of an implementation, as its sources or documents have it.
 *
 * @param name on the command line and in reports
 * @param convention the choices
 * @param source where they can be read
 * @param note what else is to be known; may be empty
 */
public record Preset(String name, Convention convention, String source, String note) {

  /** A preset without a note. */
  public Preset(String name, Convention convention, String source) {
    this(name, convention, source, "");
  }
}
