package org.normaudit.verification.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;
import org.normaudit.verification.lab.variants.Variant;

/**
 * The layers in a format of choice, every operation rounded to it, such as {@code reference:bf16};
 * or stored in one and computed in another, as accelerators do, such as {@code reference:bf16+f32}.
 * A third word names the algorithm of the variance.
 */
final class RoundedSubjects {
  private RoundedSubjects() {}

  /**
   * @param words what follows {@code reference:}
   * @throws IllegalArgumentException with one sentence if it names no format or algorithm
   */
  static Subject of(String words) {
    String[] parts = words.split(":", 2);
    String[] formats = parts[0].split("\\+", 2);
    Dtype storage = Dtype.of(formats[0]);
    Dtype compute = formats.length == 1 ? storage : Dtype.of(formats[1]);
    if (compute.precision() < storage.precision()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' computes in fewer digits than it stores: STORAGE+COMPUTE, such as bf16+f32",
              parts[0]));
    }
    Variant variant = Variant.plain(storage).withCompute(compute);
    if (parts.length == 2) {
      variant = variant.with(algorithm(parts[1]));
    }
    return variant.subject("reference:" + words);
  }

  private static VarianceAlgorithm algorithm(String word) {
    List<VarianceAlgorithm> all = Arrays.asList(VarianceAlgorithm.values());
    return all.stream()
        .filter(algorithm -> label(algorithm).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "unknown algorithm '%s': one of %s",
                        word,
                        all.stream()
                            .map(RoundedSubjects::label)
                            .collect(Collectors.joining(", ")))));
  }

  private static String label(VarianceAlgorithm algorithm) {
    return algorithm.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
