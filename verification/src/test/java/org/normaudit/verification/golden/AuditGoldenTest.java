package org.normaudit.verification.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.normaudit.verification.cli.Printed;

/** Whole audits: results, grades, diagnoses and reports. */
@Isolated("it reads what is printed, and sets a property")
final class AuditGoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUBJECT = "class:" + Seeded.class.getName();

  /** Checks of values, of pairs and of traces. */
  private static final List<String> CHECKS =
      List.of("y", "running-mean", "running-spread", "dx", "dgamma", "trace", "determinism");

  /**
   * What a few diagnoses are of. An audit asks in several threads, so nothing is left to chance.
   */
  private static final List<String> FEW =
      List.of("batchnorm dx-lacks-mean-term", "rmsnorm rms-subtracts-mean");

  private static final List<String> PAIRS =
      List.of(
          "batchnorm dx-lacks-gamma+one-pass-variance",
          "batchrenorm dx-lacks-r+epsilon-outside",
          "groupnorm groups-interleaved+sample-bessel");

  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(Seeded.PROPERTY);
  }

  private String hex(String page, String key, String text) {
    return new Imprint(page, key).text("text", Scrubbed.text(text, folder)).hex();
  }

  // One digest for each field of a report, and one for each subject, check and layer of its
  // results.
  private Map<String, String> fields(String page, Path file) throws IOException {
    JsonNode report = JSON.readTree(Files.readString(file));
    Map<String, Imprint> prints = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : report.properties()) {
      String name = field.getKey();
      if (name.equals("timing") || name.equals("environments")) {
        continue;
      }
      JsonNode value = field.getValue();
      for (JsonNode entry : value.isArray() ? value : List.of(value)) {
        String key = name.equals("results") ? group(entry) : name;
        prints
            .computeIfAbsent(key, k -> new Imprint(page, k))
            .text(name, Scrubbed.text(entry.toString(), folder));
      }
    }
    Map<String, String> digests = new LinkedHashMap<>();
    prints.forEach((key, print) -> digests.put(key, print.hex()));
    return digests;
  }

  private static String group(JsonNode result) {
    return String.join(
        " ",
        result.get("subject").asText(),
        result.get("check").asText(),
        result.get("case").asText().split(" ")[0]);
  }

  @Test
  void theAuditOfTheReferenceIsAsBefore() throws IOException {
    Path json = folder.resolve("report.json");
    Path baseline = folder.resolve("baseline.json");
    Printed run =
        Scrubbed.run(
            List.of(
                "audit",
                "--subject",
                "reference",
                "--subject",
                "reference:f32",
                "--cases",
                "quick",
                "--json",
                json.toString(),
                "--baseline",
                baseline.toString(),
                "--update-baseline"));
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("exit code", Integer.toString(run.code()));
    digests.put("out", hex("audit", "out", run.out()));
    digests.put("err", hex("audit", "err", run.err()));
    digests.put("json", hex("audit-json", "json", Files.readString(json)));
    digests.put("baseline", hex("audit", "baseline", Files.readString(baseline)));
    digests.putAll(fields("audit", json));
    new Golden("audit", "Digests of the quick audit of reference and reference:f32.")
        .check(getClass(), digests);
  }

  @Test
  void everyFormOfAReportWithFindingsIsAsBefore() throws IOException {
    List<String> words = new ArrayList<>(List.of("audit", "--subject", "reference:f32:one-pass"));
    words.addAll(List.of("--layer", "batchnorm", "--dtype", "f32", "--check", "y", "--check"));
    words.addAll(List.of("dx", "--annotations", "--source", "src/layer.py"));
    List<String> forms = List.of("json", "junit", "html", "markdown", "sarif", "baseline");
    for (String form : forms) {
      words.addAll(List.of("--" + form, folder.resolve(form).toString()));
    }
    words.add("--update-baseline");
    Printed run = Scrubbed.run(words);
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("exit code", Integer.toString(run.code()));
    digests.put("out", hex("reports", "out", run.out()));
    digests.put("err", hex("reports", "err", run.err()));
    for (String form : forms) {
      digests.put(form, hex("reports", form, Files.readString(folder.resolve(form))));
    }
    new Golden("reports", "Digests of every form of a report with findings.")
        .check(getClass(), digests);
  }

  // What is found of a layer with bugs, and what is said of it.
  private String diagnosed(String layer, String bugs) throws IOException {
    System.setProperty(Seeded.PROPERTY, bugs);
    Path json = folder.resolve(layer + bugs + ".json");
    List<String> words = new ArrayList<>(List.of("audit", "--subject", SUBJECT));
    words.addAll(List.of("--layer", layer, "--dtype", LabBridge.dtypeOf(bugs.split("\\+")[0])));
    words.addAll(List.of("--convention", "paper", "--json", json.toString()));
    // How busy the machine is must not decide what is found.
    words.addAll(List.of("--timeout", "3600"));
    CHECKS.forEach(check -> words.addAll(List.of("--check", check)));
    Printed run = Scrubbed.run(words);
    String said = JSON.readTree(Files.readString(json)).get("diagnoses").toString();
    return String.join(
        " ",
        Integer.toString(run.code()),
        hex("diagnoses/" + bugs, layer + " out", run.out()),
        hex("diagnoses/" + bugs, layer + " diagnoses", said));
  }

  private void checkDiagnoses(String name, List<String> each) throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String layerAndBugs : each) {
      String[] words = layerAndBugs.split(" ");
      digests.put(layerAndBugs, diagnosed(words[0], words[1]));
    }
    new Golden(name, "Digests of audits of seeded bugs.", "exit", "printed", "diagnoses")
        .check(getClass(), digests);
  }

  @Test
  void aFewDiagnosesAreAsBefore() throws IOException {
    checkDiagnoses("diagnoses", FEW);
  }

  // Every fourth bug that is not left to chance, each in its first layer, and pairs.
  @Test
  @EnabledIfSystemProperty(named = "normaudit.thorough", matches = "true")
  void manyDiagnosesAreAsBefore() throws IOException {
    List<String> many = new ArrayList<>(PAIRS);
    List<String> steady =
        LabBridge.bugs().stream().filter(bug -> !LabBridge.isRandom(bug)).toList();
    for (String bug : Questions.every(steady, 4)) {
      Bridge.layers().stream()
          .filter(layer -> LabBridge.bugs(layer).contains(bug))
          .findFirst()
          .ifPresent(layer -> many.add(layer + " " + bug));
    }
    checkDiagnoses("diagnoses-many", many);
  }
}
