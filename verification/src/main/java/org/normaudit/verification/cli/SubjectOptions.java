package org.normaudit.verification.cli;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.normaudit.reference.layer.Setting;
import org.normaudit.verification.core.subject.Subject;
import picocli.CommandLine.Option;

/** The options by which commands name subjects. */
final class SubjectOptions {
  private static final double TIMEOUT = 30;

  @Option(
      names = "--subject",
      paramLabel = "S",
      description = "A subject: " + Subjects.FORMS + ". May be repeated.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      description = "Where class: subjects are looked for, beside this program.")
  private String classpath = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long a subject may take for one answer (default 30).")
  private double timeout = TIMEOUT;

  private final List<String> notes = new ArrayList<>();

  /** Whether no subject was named. */
  boolean areStandard() {
    return words.isEmpty();
  }

  /** What could not be opened, one sentence each; filled by {@link #open}. */
  List<String> notes() {
    return notes;
  }

  /** Those of these options that a subject of that name depends on, as they were given. */
  List<String> needed(String name) {
    List<String> needed = new ArrayList<>();
    boolean isClass = name.startsWith("class:");
    if (isClass && !classpath.isEmpty()) {
      needed.addAll(List.of("--classpath", classpath));
    }
    if ((isClass || name.startsWith("exec:")) && timeout != TIMEOUT) {
      needed.addAll(List.of("--timeout", Setting.number(timeout)));
    }
    return needed;
  }

  /**
   * Opens the subjects that were named, or the standard ones.
   *
   * @throws IllegalArgumentException with one sentence if a word stands for none; nothing stays
   *     open then
   */
  List<Subject> open() {
    if (!(timeout > 0 && timeout <= 86_400)) {
      throw new IllegalArgumentException("--timeout must lie in (0, 86400] seconds: " + timeout);
    }
    List<Path> paths =
        Arrays.stream(classpath.split(File.pathSeparator))
            .filter(part -> !part.isEmpty())
            .map(Path::of)
            .toList();
    Subjects subjects = new Subjects(paths, Duration.ofMillis((long) (timeout * 1000)));
    List<Subject> open = new ArrayList<>();
    try {
      if (words.isEmpty()) {
        open.addAll(subjects.standard(notes));
      }
      for (String word : words) {
        open.addAll(subjects.of(word));
      }
      return open;
    } catch (RuntimeException e) {
      open.forEach(Subject::close);
      throw e;
    }
  }
}
