package org.normaudit.verification.golden;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.normaudit.verification.Thorough;

/**
 * A golden file: lines of a key, a tab and a value, under a comment that says how they were made.
 *
 * <p>A test holds its lines to the file. With {@code -Dnormaudit.golden.write=COMMIT} it writes the
 * file anew instead, and notes that commit in it. Tests that take minutes run in the profile {@code
 * thorough}.
 */
final class Golden {
  private static final Path FOLDER =
      Path.of("src", "test", "resources", "org", "normaudit", "verification", "golden");
  private static final String WRITE = System.getProperty("normaudit.golden.write");
  private static final int SHOWN = 40;

  private final String name;
  private final String what;
  private final List<String> columns;
  private UnaryOperator<String> meaning = key -> key;

  /**
   * @param name of the file, without its ending
   * @param what one line on what the values are
   * @param columns names of the words of a value; none for a value that is one
   */
  Golden(String name, String what, String... columns) {
    this.name = name;
    this.what = what;
    this.columns = List.of(columns);
  }

  /** Shows keys in another way where they differ. */
  Golden showing(UnaryOperator<String> keys) {
    meaning = keys;
    return this;
  }

  /** Holds the lines of a test class to the file, in any order of keys. */
  void check(Class<?> test, Map<String, String> actual) throws IOException {
    Path file = FOLDER.resolve(name + ".txt");
    if (WRITE != null) {
      write(file, test, actual);
      return;
    }
    List<String> head = new ArrayList<>();
    Map<String, String> due = read(file, head);
    List<String> differences = new ArrayList<>();
    Map<String, Integer> changed = new TreeMap<>();
    Set<String> keys = new LinkedHashSet<>(due.keySet());
    keys.addAll(actual.keySet());
    Map<String, String> departures = departures();
    for (String key : keys) {
      String was = due.get(key);
      String is = actual.get(key);
      String departure = departures.get(key);
      if (departure != null && was != null && was.equals(is)) {
        differences.add(meaning.apply(key) + " is listed as a departure, and departs no more");
        continue;
      }
      boolean whole = departure != null && departure.equals("*");
      boolean inColumn =
          departure != null
              && was != null
              && is != null
              && columns(was, is).equals(List.of(departure));
      if (whole || inColumn) {
        continue;
      }
      if (was == null || is == null) {
        differences.add(meaning.apply(key) + (was == null ? " is new" : " is gone"));
      } else if (!was.equals(is)) {
        List<String> where = columns(was, is);
        where.forEach(column -> changed.merge(column, 1, Integer::sum));
        differences.add(
            "%s%s: was %s, is %s"
                .formatted(meaning.apply(key), where.isEmpty() ? "" : " " + where, was, is));
      }
    }
    if (!differences.isEmpty()) {
      fail(
          "%d of %d lines differ from %s%s:%n%s%n%s%n-Dnormaudit.golden.dump=DIR writes the values"
              .formatted(
                  differences.size(),
                  keys.size(),
                  file,
                  changed.isEmpty() ? "" : ", by column " + changed,
                  String.join("\n", differences.subList(0, Math.min(SHOWN, differences.size()))),
                  String.join("\n", head)));
    }
  }

  // The lines that are meant to differ, each with the column in which it does, or *.
  private Map<String, String> departures() throws IOException {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve("departures.txt"))) {
      String[] parts = line.split("\t");
      if (!line.startsWith("#") && parts[0].equals(name)) {
        keys.put(parts[1], parts[2]);
      }
    }
    return keys;
  }

  private List<String> columns(String was, String is) {
    List<String> before = Arrays.asList(was.split(" "));
    List<String> now = Arrays.asList(is.split(" "));
    List<String> where = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      boolean both = i < before.size() && i < now.size();
      if (!both || !before.get(i).equals(now.get(i))) {
        where.add(columns.get(i));
      }
    }
    return where;
  }

  private static Map<String, String> read(Path file, List<String> head) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("#")) {
        head.add(line);
      } else {
        int tab = line.lastIndexOf('\t');
        lines.put(line.substring(0, tab), line.substring(tab + 1));
      }
    }
    return lines;
  }

  private void write(Path file, Class<?> test, Map<String, String> actual) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# " + what);
    if (!columns.isEmpty()) {
      lines.add("# Columns: " + String.join(" ", columns));
    }
    lines.add("# Made by the code of commit %s with".formatted(WRITE));
    lines.add(
        "#   mvn -pl verification -am test -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false \\"
            .formatted(test.getSimpleName()));
    lines.add(
        "#   -Dnormaudit.golden.write=" + WRITE + (Thorough.isAskedFor() ? " -Pthorough" : ""));
    actual.forEach((key, value) -> lines.add(key + "\t" + value));
    Files.createDirectories(FOLDER);
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
