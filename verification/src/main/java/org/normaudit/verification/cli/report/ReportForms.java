package org.normaudit.verification.cli.report;

import java.util.List;

/** All forms of the report that the command line offers, in the order of its options. */
public final class ReportForms {
  private static final List<ReportForm> ALL =
      List.of(
          new JsonReport(),
          new JUnitReport(),
          new HtmlReport(),
          new MarkdownReport(),
          new SarifReport(),
          new Annotations());

  private ReportForms() {}

  /** All forms. */
  public static List<ReportForm> all() {
    return ALL;
  }
}
