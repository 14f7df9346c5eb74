package org.normaudit.verification.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.normaudit.reference.Quantity;

/** All checks, in the order of the reports. */
public final class Checks {
  private static final List<Check> ALL = build();

  private Checks() {}

  private static List<Check> build() {
    List<Check> checks = new ArrayList<>();
    Arrays.stream(Quantity.values()).map(ValueCheck::new).forEach(checks::add);
    checks.addAll(Identities.all());
    checks.addAll(DegenerateInputChecks.all());
    checks.addAll(InvalidInputChecks.all());
    Relations.all().stream().map(PairCheck::new).forEach(checks::add);
    checks.add(new Replicas());
    checks.addAll(SecondOpinions.all());
    checks.add(new FiniteDifferences());
    checks.add(new SecondDifferences());
    checks.add(new TraceCheck());
    checks.add(new UpdateCount());
    return List.copyOf(checks);
  }

  /** All checks. */
  public static List<Check> all() {
    return ALL;
  }

  /**
   * The check of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all names
   */
  public static Check named(String name) {
    return ALL.stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown check '%s': one of %s"
                        .formatted(
                            name,
                            ALL.stream().map(Check::name).collect(Collectors.joining(", ")))));
  }
}
