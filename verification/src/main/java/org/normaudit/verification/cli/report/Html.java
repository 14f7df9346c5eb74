package org.normaudit.verification.cli.report;

/** What HTML asks of text. */
final class Html {
  private Html() {}

  /** Text as the content of an element or of a quoted attribute. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
