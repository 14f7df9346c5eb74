package org.normaudit.verification.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Command lines as a POSIX shell splits them into words. */
public final class ShellWords {
  private static final String END = "\n";

  private ShellWords() {}

  /** The words of each line, which must not run anything. */
  public static List<List<String>> of(List<String> lines) throws IOException {
    StringBuilder script = new StringBuilder();
    for (String line : lines) {
      script.append("printf '%s\\0' ").append(line).append("; printf '\\n\\0'\n");
    }
    Process shell = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
    // The shell reads all of its script from a thread of its own: neither waits for the other.
    Thread writer =
        new Thread(
            () -> {
              try (var in = shell.getOutputStream()) {
                in.write(script.toString().getBytes(StandardCharsets.UTF_8));
              } catch (IOException e) {
                // The shell ended early; what it said shows it.
                return;
              }
            });
    writer.start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<List<String>> all = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String word : said.split("\0")) {
      if (word.equals(END)) {
        all.add(List.copyOf(words));
        words.clear();
      } else {
        words.add(word);
      }
    }
    return all;
  }
}
