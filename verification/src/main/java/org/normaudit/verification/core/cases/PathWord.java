package org.normaudit.verification.core.cases;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path as a word of a case line, which is split at blanks: blanks, control characters and the
 * percent sign are written as % and two hexadecimal digits.
 */
final class PathWord {
  private static final Pattern SPECIAL = Pattern.compile("[%\\x00-\\x20\\x7F]");
  private static final Pattern ESCAPED = Pattern.compile("%(25|[01][0-9A-F]|20|7F)");

  private PathWord() {}

  /** The word for a path. */
  static String of(String path) {
    return SPECIAL
        .matcher(path)
        .replaceAll(match -> String.format(Locale.ROOT, "%%%02X", (int) match.group().charAt(0)));
  }

  /** The path that a word stands for. */
  static String path(String word) {
    return ESCAPED
        .matcher(word)
        .replaceAll(
            match -> {
              char c = (char) Integer.parseInt(match.group(1), 16);
              return Matcher.quoteReplacement(String.valueOf(c));
            });
  }
}
