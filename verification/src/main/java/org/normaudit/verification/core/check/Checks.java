package org.normaudit.verification.core.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Supported;

/** All checks, in the order of the reports. */
public final class Checks {
  private static final List<Check> ALL = build();

  private Checks() {}

  private static List<Check> build() {
    List<Check> checks = new ArrayList<>();
    Layers.results().stream().map(ValueCheck::new).forEach(checks::add);
    checks.add(new ConventionCheck());
    checks.addAll(Identities.all());
    checks.addAll(DegenerateInputChecks.all());
    checks.add(new UndefinedVariance());
    checks.addAll(InvalidInputChecks.all());
    Relations.all().stream().map(PairCheck::new).forEach(checks::add);
    checks.add(new Replicas());
    checks.addAll(SecondOpinions.all());
    checks.addAll(ResidualChecks.all());
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

  /** The name of the check that compares a quantity with the exact answer. */
  public static String nameFor(Role quantity) {
    return quantity.label().replace('_', '-');
  }

  /** The comparisons of each result with the exact answer, under a convention that is in use. */
  public static List<Check> ofValues() {
    return ALL.subList(0, Layers.results().size() + 1);
  }

  /** The checks of some layers: without those that need a result that none of them gives. */
  public static List<Check> of(Set<Layer> layers) {
    Set<Role> given = Supported.results(layers);
    return ALL.stream().filter(check -> given.containsAll(check.needs())).toList();
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
                    String.format(
                        Locale.ROOT,
                        "unknown check '%s': one of %s",
                        name,
                        ALL.stream().map(Check::name).collect(Collectors.joining(", ")))));
  }
}
