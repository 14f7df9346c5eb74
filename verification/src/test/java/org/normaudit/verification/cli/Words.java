package org.normaudit.verification.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Command lines in pages and examples. */
final class Words {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private Words() {}

  /** The words of a line after {@code normaudit}, up to a shell's operator. */
  static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line.replaceAll("\\s(\\|\\||\\||>|&&)\\s.*", ""));
    while (matcher.find()) {
      for (int i = 1; i <= 3; i++) {
        if (matcher.group(i) != null) {
          words.add(matcher.group(i));
        }
      }
    }
    words.remove(0);
    return words;
  }

  /** Fails unless the command line takes the words. */
  static void requireKnown(String line) {
    List<String> words = of(line);
    if (words.get(0).startsWith("-")) {
      words.add(0, "audit");
    }
    // Throws for an unknown command or option, a missing value or parameter.
    Normaudit.commandLine().parseArgs(words.toArray(String[]::new));
  }

  /** The lines of a text that run this program, without what stands before it. */
  static List<String> commands(String text) {
    return Arrays.stream(text.split("\n"))
        .map(String::strip)
        .map(line -> line.replaceFirst("^java -jar \\S*normaudit\\.jar ", "normaudit "))
        .filter(line -> line.startsWith("normaudit "))
        .toList();
  }
}
