package org.normaudit.verification.cli.report;

import java.io.IOException;
import java.io.OutputStream;

/** A form of the report of an audit, with the option that asks for it on the command line. */
public interface ReportForm {

  /** The option's name, such as {@code --json}; unique among {@link ReportForms}. */
  String option();

  /** What the option does, in one sentence. */
  String help();

  /** Whether the report goes to a file that the option names; otherwise it is printed. */
  default boolean isFile() {
    return true;
  }

  /** Whether the form points to the source of the layer. */
  default boolean pointsToSource() {
    return false;
  }

  /**
   * Writes the report in UTF-8; the stream may be closed thereafter.
   *
   * @param source the file that the findings are about, relative to the repository's root; empty if
   *     none is known
   */
  void write(AuditReport report, String source, OutputStream out) throws IOException;
}
