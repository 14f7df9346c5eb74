package org.normaudit.verification.golden;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Layers without mistakes, the scalar layers, and the definitions in binary64. */
final class HonestGoldenTest {
  private static final List<String> BATCH = List.of("batchnorm", "batchrenorm");

  private static String digest(String page, Asked asked, String layer, int stride) {
    List<String> steps = Questions.few(layer, asked.dtype(), stride);
    List<List<String>> traces = Questions.traces(layer, asked.dtype());
    return Questions.ask(asked, steps, traces, new Imprint(page, layer)).hex();
  }

  @Test
  void everyHonestLayerOfTheKillMatrixGivesTheSameBits() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    LabBridge.honest()
        .forEach(
            (name, asked) ->
                digests.put(
                    name, digest("honest/" + name.replace('/', '-'), asked, asked.layer(), 2)));
    new Golden("honest", "Digests of what the honest layers of the kill matrix answer.")
        .check(getClass(), digests);
  }

  @Test
  void everyVariantGivesTheSameBits() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String formats : List.of("f32 f32", "f64 f64", "bf16 f32", "f16 f32")) {
      String[] words = formats.split(" ");
      LabBridge.variants(words[0], words[1])
          .forEach(
              (name, asked) -> {
                String page = "variants/" + name;
                digests.put(
                    name,
                    digest(page, asked, BATCH.get(0), 5)
                        + " "
                        + digest(page, asked, BATCH.get(1), 5));
              });
    }
    new Golden(
            "variants",
            "Digests of what every way to write the batch layers answers.",
            BATCH.toArray(String[]::new))
        .check(getClass(), digests);
  }

  @Test
  void theScalarLayersAndTheDefinitionsGiveTheSameBits() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String layer : Bridge.layers()) {
      for (String dtype : Bridge.dtypes()) {
        List<String> steps = Questions.steps(layer, dtype);
        List<List<String>> traces = Questions.traces(layer, dtype);
        String key = layer + " " + dtype;
        digests.put(
            key + " scalar",
            Questions.ask(LabBridge.reference(), steps, traces, new Imprint("scalar", key)).hex());
        for (String convention : Bridge.conventions(layer)) {
          Asked defined = LabBridge.definition(layer, dtype, convention);
          digests.put(
              key + " " + convention,
              Questions.ask(
                      defined,
                      convention.startsWith("paper") ? steps : Questions.every(steps, 9),
                      traces,
                      new Imprint("definitions", key + " " + convention))
                  .hex());
        }
      }
    }
    new Golden(
            "layers", "Digests of what the scalar layers, and the definitions in binary64, answer.")
        .check(getClass(), digests);
  }
}
