package org.normaudit.verification.core.subject;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody who mistyped a name may have meant. Messages about unknown names all have one form,
 * and list what there is: {@code unknown check 'dy': one of y, dx, ...}.
 */
public final class Suggestion {
  private static final Pattern UNKNOWN = Pattern.compile("unknown [^']*'([^']*)': one of (.*)");

  // Of fewer letters many names are the continuation.
  private static final int BEGINNING = 4;

  private Suggestion() {}

  /** The message, with the nearest name if one is near. */
  public static String added(String message) {
    Matcher matcher = UNKNOWN.matcher(String.valueOf(message));
    if (!matcher.matches()) {
      return message;
    }
    return message
        + of(
            stem(matcher.group(1)),
            Arrays.stream(matcher.group(2).split(", ")).map(Suggestion::stem).toList());
  }

  /** The question whether the nearest of some names was meant; empty if none is near. */
  public static String of(String word, Collection<String> names) {
    return names.stream()
        .filter(name -> mistakes(word, name) <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(name -> mistakes(word, name)))
        .map(name -> "; did you mean '" + name + "'?")
        .orElse("");
  }

  // A name that is broken off is one mistake, however much is missing.
  private static int mistakes(String word, String name) {
    boolean begun = word.length() > BEGINNING && name.startsWith(word);
    return begun ? Math.min(1, distance(word, name)) : distance(word, name);
  }

  // Of opencl:INDEX[:f32] people mistype the first word; the rest is theirs.
  private static String stem(String name) {
    return name.replaceFirst("[\\[:].*", "");
  }

  /** Levenshtein's distance: insertions, deletions and replacements. */
  public static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
