package org.normaudit.verification.bugs;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.normaudit.reference.LayerKind;

/** All seeded bugs. */
public final class SeededBugs {
  static final Set<LayerKind> NORM = EnumSet.of(LayerKind.BATCH_NORM);
  static final Set<LayerKind> RENORM = EnumSet.of(LayerKind.BATCH_RENORM);
  static final Set<LayerKind> BOTH = EnumSet.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM);

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
                    "unknown bug '%s': one of %s"
                        .formatted(
                            name,
                            ALL.stream().map(SeededBug::name).collect(Collectors.joining(", ")))));
  }
}
