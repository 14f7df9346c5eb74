package org.normaudit.verification.lab.study;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.scalar.ReferenceImplementation;

/** All studies. */
public final class Studies {
  private static final Implementation LAYER = new ReferenceImplementation();

  private static final List<Study> ALL =
      List.of(
          new BiasBlowUp(LAYER),
          new BatchOfOne(LAYER),
          new InferenceGap(LAYER),
          new SkewedBatches(LAYER, 10),
          new WeightScale(LAYER, 12),
          new DomainShift(LAYER, 12),
          new ScheduledClipping(LAYER),
          new TunedSchedule(LAYER, 16),
          new BatchNoise(LAYER),
          new AveragedSpread(LAYER));

  private Studies() {}

  /** All of them, in the order of the report. */
  public static List<Study> all() {
    return ALL;
  }

  /**
   * The study of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all names
   */
  public static Study named(String name) {
    return ALL.stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "unknown study '%s': one of %s",
                        name,
                        ALL.stream().map(Study::name).collect(Collectors.joining(", ")))));
  }
}
