package org.normaudit.verification.io.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normaudit.verification.core.subject.SubjectException;

/**
 * A command line split into words as a POSIX shell splits them: at blanks, with 'single quotes',
 * "double quotes" and backslashes. Nothing is expanded: no variable, no pattern, no substitution.
 */
final class Command {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private StringBuilder word;
  private int next;

  private Command(String text) {
    this.text = text;
  }

  /**
   * The words of a command line.
   *
   * @throws SubjectException if there is none, or a quote does not end
   */
  static List<String> split(String text) {
    Command command = new Command(text);
    while (command.next < text.length()) {
      command.readOne();
    }
    command.endWord();
    if (command.words.isEmpty()) {
      throw new SubjectException("exec: needs a command, such as exec:python3 adapter.py");
    }
    return List.copyOf(command.words);
  }

  private void readOne() {
    char c = text.charAt(next++);
    if (Character.isWhitespace(c)) {
      endWord();
    } else if (c == '\'') {
      append(quoted(c));
    } else if (c == '"') {
      append(unescaped(quoted(c)));
    } else if (c == '\\') {
      if (next == text.length()) {
        throw new SubjectException("a backslash ends the command: " + text);
      }
      append(text.substring(next, ++next));
    } else {
      append(String.valueOf(c));
    }
  }

  private String quoted(char quote) {
    int start = next;
    while (next < text.length() && text.charAt(next) != quote) {
      next += quote == '"' && text.charAt(next) == '\\' ? 2 : 1;
    }
    if (next >= text.length()) {
      throw new SubjectException(
          String.format(Locale.ROOT, "a quote %c does not end in the command: %s", quote, text));
    }
    return text.substring(start, next++);
  }

  // Within double quotes a backslash protects only the characters that are special there.
  private static String unescaped(String inner) {
    return inner.replaceAll("\\\\([\"\\\\$`])", "$1");
  }

  private void append(String part) {
    word = word == null ? new StringBuilder(part) : word.append(part);
  }

  private void endWord() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }
}
