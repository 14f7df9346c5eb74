package org.normaudit.verification.golden;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Layers that make mistakes. Each is made anew and asked in one thread, so that mistakes left to
 * chance, which have seeds, are the same each time.
 */
final class MutantsGoldenTest {
  private static final int PAIRS = 60;
  private static final int OTHER_CONVENTIONS = 12;

  /** The diagnosis' own seed. */
  private static final long SEED = 577;

  private static String paper(String layer, String bug) {
    String dtype = LabBridge.dtypeOf(bug);
    Imprint print = new Imprint("mutants/" + bug, layer + " " + dtype);
    LabBridge.addWords(print, bug, layer);
    Asked mutant = LabBridge.mutant(layer, dtype, "paper", List.of(bug));
    return Questions.ask(
            mutant, Questions.steps(layer, dtype), Questions.traces(layer, dtype), print)
        .hex();
  }

  private static String others(String layer, String bug) {
    String dtype = LabBridge.dtypeOf(bug);
    List<String> conventions = Bridge.conventions(layer);
    Imprint print = new Imprint("mutants-conventions/" + bug, layer + " " + dtype);
    for (String convention : conventions.subList(1, conventions.size())) {
      print.text("convention", convention);
      Asked mutant = LabBridge.mutant(layer, dtype, convention, List.of(bug));
      List<String> steps =
          Questions.every(Questions.small(Bridge.quick(layer, dtype), 64), OTHER_CONVENTIONS);
      Questions.ask(mutant, steps, Questions.traces(layer, dtype).subList(0, 2), print);
    }
    return print.hex();
  }

  @Test
  void everyBugGivesTheSameBits() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String bug : LabBridge.bugs()) {
      for (String layer : Bridge.layers()) {
        if (LabBridge.bugs(layer).contains(bug)) {
          digests.put(bug + " " + layer, paper(layer, bug) + " " + others(layer, bug));
        }
      }
    }
    for (String layer : Bridge.layers()) {
      Imprint print = new Imprint("mutants/none", layer);
      Asked honest = LabBridge.mutant(layer, "f64", "paper", List.of());
      Questions.ask(honest, Questions.steps(layer, "f64"), Questions.traces(layer, "f64"), print);
      digests.put("none " + layer, print.hex() + " -");
    }
    new Golden(
            "mutants",
            "Digests of what each seeded bug answers, by its convention; none has no bug.",
            "paper",
            "others")
        .check(getClass(), digests);
  }

  // Spread evenly over all ordered pairs.
  private static List<List<String>> pairs(String layer) {
    List<List<String>> all = new ArrayList<>();
    for (String first : LabBridge.bugs(layer)) {
      for (String second : LabBridge.bugs(layer)) {
        if (!first.equals(second)) {
          all.add(List.of(first, second));
        }
      }
    }
    return Questions.every(all, Math.max(1, all.size() / PAIRS)).stream().limit(PAIRS).toList();
  }

  // The diagnosis asks in binary64 what a subject was asked in its own format.
  private static List<String> interview(String layer) {
    return Questions.small(Bridge.killCases(layer, "f32", SEED), 300).stream()
        .map(line -> line + " | dtype=f64")
        .toList();
  }

  @Test
  void pairsOfBugsGiveTheSameBits() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String layer : Bridge.layers()) {
      List<String> conventions = Bridge.conventions(layer);
      List<String> steps = interview(layer);
      List<List<String>> pairs = pairs(layer);
      for (int i = 0; i < pairs.size(); i++) {
        String convention = conventions.get(i % conventions.size());
        String names = String.join("+", pairs.get(i));
        Asked mutant = LabBridge.mutant(layer, "f64", convention, pairs.get(i));
        Imprint print = new Imprint("pairs/" + layer, names + " " + convention);
        Questions.ask(mutant, steps, Questions.traces(layer, "f64"), print);
        digests.put("%s %s %s".formatted(layer, names, convention.split("/")[0]), print.hex());
      }
    }
    new Golden("pairs", "Digests of what pairs of seeded bugs answer in f64, by convention.")
        .check(getClass(), digests);
  }
}
