package org.normaudit.verification.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.normaudit.verification.core.result.Result;

/**
 * The commands that show a report's results again, for a POSIX shell in the folder that the audit
 * ran in.
 */
public final class Reproduction {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final Map<String, List<String>> options = new HashMap<>();

  private Reproduction() {}

  /** Those of the results of a report. */
  public static Reproduction of(AuditReport report) {
    Reproduction reproduction = new Reproduction();
    report
        .subjects()
        .forEach(subject -> reproduction.options.put(subject.name(), subject.options()));
    return reproduction;
  }

  /** The command that makes one check again, on the case and subject of its result. */
  public String of(Result result) {
    List<String> words = new ArrayList<>(List.of("normaudit", "case", result.caseLine()));
    words.addAll(List.of("--check", result.check(), "--subject", result.subject()));
    words.addAll(options.getOrDefault(result.subject(), List.of()));
    return words.stream().map(Reproduction::quoted).collect(Collectors.joining(" "));
  }

  /** A word as a shell reads it back: in single quotes, unless nothing in it is special. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
