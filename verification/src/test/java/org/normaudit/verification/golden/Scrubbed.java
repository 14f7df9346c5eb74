package org.normaudit.verification.golden;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.normaudit.verification.cli.Printed;
import org.normaudit.verification.cli.report.Environment;

/** The command line without what differs from run to run and from machine to machine. */
final class Scrubbed {
  private Scrubbed() {}

  /** Runs a command under no country's way to write numbers; the test must be isolated. */
  static Printed run(List<String> words) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      return Printed.by(words.toArray(String[]::new));
    } finally {
      Locale.setDefault(before);
    }
  }

  /**
   * A text without times, the environment, and the names of folders.
   *
   * @param folder where the command wrote
   */
  static String text(String text, Path folder) {
    Environment here = Environment.current();
    return text.replace(folder.toString(), "DIR")
        .replace(here.java(), "JAVA")
        .replace(here.system(), "SYSTEM")
        .replaceAll("Java \\d[^,]*,", "Java VERSION,")
        .replaceAll("\"seconds\" : [-+.\\dE]+", "\"seconds\" : 0")
        .replaceAll("\"processors\" : \\d+", "\"processors\" : 0")
        .replaceAll("\"(normaudit|version)\" : \"(development|1\\.0\\.0)\"", "\"$1\" : \"\"")
        .replaceAll("(seed \\d+), [\\d.]+ s", "$1")
        .replaceAll("\\d+ processors", "processors")
        .replaceAll("<dt>Time</dt><dd>[\\d.]+ s", "<dt>Time</dt><dd>")
        .replaceAll("<dt>Normaudit</dt><dd>(development|1\\.0\\.0)", "<dt>Normaudit</dt><dd>")
        .replaceAll("(?s)<svg.*?</svg>", "<svg/>");
  }
}
