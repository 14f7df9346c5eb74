package org.normaudit.verification.lab.bugs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which checks kill which seeded bug.
 *
 * @param killers the names of the checks that kill a bug, by the bug's name, in the order of the
 *     bugs
 */
public record KillTable(Map<String, List<String>> killers) {
  public KillTable {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    killers.forEach((bug, checks) -> copy.put(bug, List.copyOf(checks)));
    killers = Collections.unmodifiableMap(copy);
  }

  /** The table of a matrix. */
  public static KillTable of(List<KillMatrix.Row> rows) {
    Map<String, List<String>> killers = new LinkedHashMap<>();
    rows.forEach(row -> killers.put(row.bug().name(), List.copyOf(row.kills().keySet())));
    return new KillTable(killers);
  }

  /** The number of bugs. */
  public int size() {
    return killers.size();
  }

  /** The bugs that a check kills, in the order of the table. */
  public List<String> killedBy(String check) {
    return killers.entrySet().stream()
        .filter(entry -> entry.getValue().contains(check))
        .map(Map.Entry::getKey)
        .toList();
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
                String.format(
                    Locale.ROOT, "%s is killed by %s, and by %s in the table", bug, checks, due));
          }
        });
    return differences;
  }
}
