package org.normaudit.verification.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines of version 1 of the adapter protocol, as a program receives them. */
final class ProtocolGoldenTest {
  private static final List<String> RESOURCES =
      List.of(
          "exec/protocol.schema.json", "report/report.schema.json", "vectors/manifest.schema.json");

  @TempDir Path folder;

  private static List<String> sample(String layer) {
    List<String> sample = new ArrayList<>();
    for (String dtype : Bridge.dtypes()) {
      sample.addAll(Questions.every(Questions.small(Bridge.quick(layer, dtype), 100), 6));
      sample.add(layer + " training " + dtype + " 3x2x2 second=yes");
    }
    sample.add(layer + " inference f32 3x2x2 affine=no eps=0 momentum=0.25");
    sample.add(layer + " training f64 3x2x2 | x[1]=NaN");
    return sample;
  }

  // What a program with gradients up to an order is sent for every question, each by what it asks.
  private Map<String, String> lines(String order) throws IOException {
    Path file = folder.resolve(order);
    List<String> asked = new ArrayList<>(List.of("describe"));
    try (Asked.OfSubject program = Asked.program(RequestRecorder.command(file, order))) {
      for (String layer : Bridge.layers()) {
        for (String step : sample(layer)) {
          asked.add(step);
          program.ask(step, Imprint.silent());
        }
        for (List<String> trace : Questions.traces(layer, "f32")) {
          if (!trace.isEmpty()) {
            asked.add("trace from " + trace.get(0));
            program.trace(trace, Imprint.silent());
          }
        }
      }
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(asked.size(), lines.size());
    Map<String, String> digests = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String key = (i + 1) + " " + asked.get(i);
      digests.put(
          order + " " + key,
          new Imprint("requests-" + order, key).text("line", lines.get(i)).hex());
    }
    return digests;
  }

  @Test
  void everyRequestIsTheSameLine() throws IOException {
    Map<String, String> digests = lines("second");
    // The double backward is sent to those alone who have one.
    lines("first")
        .forEach(
            (key, value) -> {
              if (key.contains("second=yes")) {
                digests.put(key, value);
              }
            });
    new Golden("protocol", "Digests of request lines, by the order of gradients that are promised.")
        .check(getClass(), digests);
  }

  @Test
  void theSchemasAreTheSameTexts() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String name : RESOURCES) {
      String room = name.startsWith("report") ? "cli/" : "io/";
      String path = "/org/normaudit/verification/" + room + name;
      try (InputStream in = getClass().getResourceAsStream(path)) {
        digests.put(name, new Imprint("schemas", name).bytes("text", in.readAllBytes()).hex());
      }
    }
    new Golden("schemas", "Digests of the JSON Schemas.").check(getClass(), digests);
  }
}
