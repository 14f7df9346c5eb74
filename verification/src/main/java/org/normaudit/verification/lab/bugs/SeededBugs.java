package org.normaudit.verification.lab.bugs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Roles;

/** All seeded bugs. */
public final class SeededBugs {
  static final Set<Layer> BOTH = Layers.with(Property.OVER_BATCH);
  static final Set<Layer> RENORM = Layers.where(layer -> layer.has(Roles.R));
  static final Set<Layer> NORM =
      Layers.where(layer -> BOTH.contains(layer) && !RENORM.contains(layer));

  private static final List<SeededBug> ALL = build();

  private SeededBugs() {}

  private static List<SeededBug> build() {
    List<SeededBug> bugs = new ArrayList<>();
    bugs.addAll(ForwardBugs.all());
    bugs.addAll(RenormBugs.all());
    bugs.addAll(BackwardBugs.all());
    bugs.addAll(ParameterBugs.all());
    bugs.addAll(StateBugs.all());
    bugs.addAll(TraceBugs.all());
    bugs.addAll(EdgeBugs.all());
    bugs.addAll(LayoutBugs.all());
    bugs.addAll(PrecisionBugs.all());
    bugs.addAll(ConcurrencyBugs.all());
    bugs.addAll(SampleBugs.all());
    bugs.addAll(ResidualBugs.all());
    return List.copyOf(bugs);
  }

  /** All of them. */
  public static List<SeededBug> all() {
    return ALL;
  }

  /**
   * The bug of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static SeededBug named(String name) {
    return ALL.stream()
        .filter(bug -> bug.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "unknown bug '%s': one of %s",
                        name,
                        ALL.stream().map(SeededBug::name).collect(Collectors.joining(", ")))));
  }
}
