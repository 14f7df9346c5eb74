package org.normaudit.verification.golden;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exact answers and bounds, quantity by quantity. */
final class AnswersGoldenTest {
  private static final String[] COLUMNS = Catalogued.QUANTITIES.toArray(String[]::new);

  private static final List<String> MODELS =
      List.of(
          "unknown",
          "ieee",
          "ieee+folded",
          "ieee+updating",
          "ieee+one-pass",
          "ieee+wide",
          "opencl",
          "unknown+one-pass");

  /** An answer to a case. */
  private interface Answer {
    Map<String, double[]> of(String line);
  }

  private static Golden golden(String name, String what) {
    return new Golden(name, what, COLUMNS);
  }

  private static Map<String, String> catalogue(String page, Answer answer) {
    Map<String, String> digests = new LinkedHashMap<>();
    Catalogued.quick()
        .forEach(
            (id, line) -> {
              String file = page + "/" + line.split(" ")[0];
              digests.put(id, Catalogued.columns(file, line, answer.of(line)));
            });
    return digests;
  }

  private static String named(String id) {
    return id + " " + Catalogued.quick().get(id);
  }

  @Test
  void theExactAnswersAreAsBefore() throws IOException {
    golden("truth", "Digests of the exact answers to the quick catalogue, papers' conventions.")
        .showing(AnswersGoldenTest::named)
        .check(getClass(), catalogue("truth", line -> Bridge.truth(line, "paper")));
  }

  @Test
  void theBoundsAreAsBefore() throws IOException {
    golden("bounds", "Digests of the bounds of unknown layers, papers' conventions.")
        .showing(AnswersGoldenTest::named)
        .check(getClass(), catalogue("bounds", line -> Bridge.bounds(line, "paper", "unknown")));
  }

  // Some of the small cases of every format, and a few edges.
  private static List<String> sample(String layer) {
    List<String> sample = new ArrayList<>();
    for (String dtype : Bridge.dtypes()) {
      int stride = dtype.equals("f32") ? 7 : 19;
      sample.addAll(Questions.every(Questions.small(Bridge.quick(layer, dtype), 300), stride));
    }
    sample.add(layer + " training f64 3x4x5 second=yes affine=no");
    sample.add(layer + " training f32 1x3x1 second=yes");
    return sample;
  }

  private static List<Map<String, double[]>> answers(List<String> lines, Answer answer) {
    return lines.stream().map(answer::of).toList();
  }

  @Test
  void theExactAnswersUnderEveryConventionAreAsBefore() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String layer : Bridge.layers()) {
      List<String> lines = sample(layer);
      for (String held : Bridge.conventions(layer)) {
        String key = layer + " " + held;
        digests.put(
            key,
            Catalogued.columns(
                "truth-conventions", key, answers(lines, line -> Bridge.truth(line, held))));
        digests.put(
            key + " extended",
            Catalogued.columns(
                "truth-extended", key, answers(lines, line -> Bridge.extended(line, held))));
      }
    }
    golden(
            "truth-conventions",
            "Digests of exact answers to a sample under every named convention; extended: in"
                + " double-double, with rest and radius.")
        .check(getClass(), digests);
  }

  @Test
  void theBoundsUnderEveryConventionAndModelAreAsBefore() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String layer : Bridge.layers()) {
      List<String> lines = sample(layer);
      for (String held : Bridge.conventions(layer)) {
        for (String model : MODELS) {
          String key = layer + " " + held + " " + model;
          digests.put(
              key,
              Catalogued.columns(
                  "bounds-conventions",
                  key,
                  answers(lines, line -> Bridge.bounds(line, held, model))));
        }
      }
    }
    golden(
            "bounds-conventions",
            "Digests of the bounds of a sample under every named convention and error model.")
        .check(getClass(), digests);
  }
}
