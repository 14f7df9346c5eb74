package org.normaudit.verification.core.subject;

/** Text that came from a subject, made fit for a terminal and for one line of a report. */
public final class SanitizedText {
  private static final int LONGEST = 400;

  private static final int START = 80;

  private SanitizedText() {}

  /**
   * The text with control characters (escape sequences among them) as spaces, cut where it is
   * longer than a report needs.
   */
  public static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < text.length() && clean.length() < LONGEST; i++) {
      char c = text.charAt(i);
      boolean printable = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
      clean.append(printable && !Character.isSurrogate(c) ? c : ' ');
    }
    String stripped = clean.toString().strip();
    return text.length() > LONGEST ? stripped + "…" : stripped;
  }

  /** The beginning of a long text, by which somebody recognizes it. */
  public static String start(String text) {
    return text.length() > START ? clean(text.substring(0, START)) + "…" : clean(text);
  }
}
