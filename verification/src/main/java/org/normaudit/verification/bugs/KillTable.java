package org.normaudit.verification.bugs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which checks kill which seeded bug: the kill matrix of seed 1, as it was when it was last written
 * down. One line a bug: its name, a colon, the checks that kill it.
 */
public final class KillTable {
  private final Map<String, List<String>> killers;

  private KillTable(Map<String, List<String>> killers) {
    this.killers = killers;
  }

  /** The table that goes with this version. */
  public static KillTable committed() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                KillTable.class.getResourceAsStream("kills.txt"), StandardCharsets.UTF_8))) {
      return parse(in.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The table of a matrix. */
  public static KillTable of(List<KillMatrix.Row> rows) {
    Map<String, List<String>> killers = new LinkedHashMap<>();
    rows.forEach(row -> killers.put(row.bug().name(), List.copyOf(row.kills().keySet())));
    return new KillTable(killers);
  }

  static KillTable parse(List<String> lines) {
    Map<String, List<String>> killers = new LinkedHashMap<>();
    for (String line : lines) {
      String[] parts = line.split(":", 2);
      String checks = parts[1].strip();
      killers.put(parts[0], checks.isEmpty() ? List.of() : List.of(checks.split(" ")));
    }
    return new KillTable(killers);
  }

  /** The table as lines, which {@link #committed} reads. */
  public List<String> lines() {
    return killers.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + String.join(" ", entry.getValue()))
        .toList();
  }

  /** How many bugs there are. */
  public int size() {
    return killers.size();
  }

  /** The bugs that a check kills, in the order of the table. */
  public List<String> killedBy(String check) {
    return killers.entrySet().stream()
        .filter(entry -> entry.getValue().contains(check))
        .map(Map.Entry::getKey)
        .collect(Collectors.toList());
  }

  /** The bugs that a check kills and no other does. */
  public List<String> killedOnlyBy(String check) {
    return killedBy(check).stream().filter(bug -> killers.get(bug).size() == 1).toList();
  }

  /** How another table differs from this one, one sentence a bug; empty where it does not. */
  public List<String> differences(KillTable other) {
    List<String> differences = new ArrayList<>();
    other.killers.forEach(
        (bug, checks) -> {
          List<String> due = killers.getOrDefault(bug, List.of());
          if (!due.equals(checks)) {
            differences.add(
                "%s is killed by %s, and by %s in the table".formatted(bug, checks, due));
          }
        });
    return differences;
  }
}
