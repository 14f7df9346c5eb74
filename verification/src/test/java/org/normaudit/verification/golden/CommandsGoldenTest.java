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
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.normaudit.verification.cli.Printed;

/** What commands say, and their exit codes. */
@Isolated("it reads what is printed")
final class CommandsGoldenTest {
  private static final int NEW_MISTAKES = 3;
  private static final Pattern KILLS = Pattern.compile("\\*\\*Kills\\*\\* (\\d+) of (\\d+)");

  private static final List<String> CASES =
      List.of(
          "batchnorm training f64 3x2x1",
          "batchnorm training f32 8x4x9 kappa=1000",
          "batchnorm training bf16 4x3x5 exp=20",
          "batchnorm training f16 2x3x5 dy=onehot state=initial",
          "batchnorm training f32 1x3x1",
          "batchnorm training f32 0x3x5",
          "batchnorm training f64 6x3x4 data=constant kappa=3",
          "batchnorm training f64 1001x1x1 data=nist:NumAcc3",
          "batchnorm inference f32 4x3x5 affine=no second=yes",
          "batchrenorm training f32 4x3x5 second=yes state=far",
          "batchrenorm training f64 6x3x5 rmax=1.5 dmax=0.25",
          "batchrenorm training f32 6x3x5 rmax=Infinity dmax=Infinity",
          "batchrenorm inference bf16 7x3x1 state=far",
          "layernorm training f32 2x6x5",
          "layernorm training f64 3x1x1",
          "layernorm training f32 0x3x5",
          "instancenorm training f32 2x4x9 kappa=100",
          "instancenorm training f16 3x2x1",
          "groupnorm training f32 2x6x5 groups=3 second=yes",
          "groupnorm training f64 5x2x3 dy=aligned groups=2",
          "rmsnorm training f32 2x6x5 dy=ones",
          "rmsnorm training bf16 4x3x5 second=yes");

  @TempDir Path folder;

  private Imprint print(String page, String key, Printed run) {
    return new Imprint(page, key)
        .text("exit code", Integer.toString(run.code()))
        .text("out", Scrubbed.text(run.out(), folder))
        .text("err", Scrubbed.text(run.err(), folder));
  }

  private static Map<String, List<String>> cases() {
    Map<String, List<String>> commands = new LinkedHashMap<>();
    for (String line : CASES) {
      commands.put(line, List.of("case", line, "--subject", "reference"));
    }
    String line = "batchnorm training f32 64x1x1 kappa=10000";
    for (String subject :
        List.of("reference:f32:one-pass", "reference:f32", "reference:bf16+f32")) {
      commands.put(line + " of " + subject, List.of("case", line, "--subject", subject));
    }
    String renorm = "batchrenorm training f64 3x2x2 state=far";
    for (String name : List.of("pytorch", "keras", "sb3-contrib", "nobody")) {
      commands.put(
          renorm + " under " + name,
          List.of("case", renorm, "--subject", "reference", "--convention", name));
    }
    commands.put("rubbish", List.of("case", "rubbish"));
    return commands;
  }

  @Test
  void everyCaseIsShownAsBefore() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    cases()
        .forEach(
            (key, words) -> {
              Printed run = Scrubbed.run(words);
              digests.put(key, run.code() + " " + print("case", key, run).hex());
            });
    new Golden("case", "Digests of what the case command prints.", "exit", "printed")
        .check(getClass(), digests);
  }

  // The page of a check counts and lists the mistakes that it kills: of the layer with a residual,
  // which is newer than the golden files, there are three.
  private static Printed withoutNewMistakes(Printed run) {
    List<String> lines = run.out().lines().toList();
    List<String> kept = lines.stream().filter(line -> !line.startsWith("- `residual-")).toList();
    int newer = lines.size() - kept.size();
    String out =
        KILLS
            .matcher(String.join("\n", kept) + "\n")
            .replaceAll(
                match ->
                    "**Kills** %d of %d"
                        .formatted(
                            Integer.parseInt(match.group(1)) - newer,
                            Integer.parseInt(match.group(2)) - NEW_MISTAKES));
    return new Printed(run.code(), out, run.err());
  }

  @Test
  void everyCheckIsExplainedAsBefore() throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    Printed list = Scrubbed.run(List.of("explain"));
    digests.put("all", list.code() + " " + print("explain", "all", list).hex());
    for (String check : Bridge.checks()) {
      Printed run = withoutNewMistakes(Scrubbed.run(List.of("explain", check)));
      digests.put(check, run.code() + " " + print("explain", check, run).hex());
    }
    new Golden("explain", "Digests of what the explain command prints.", "exit", "printed")
        .check(getClass(), digests);
  }

  @Test
  @EnabledIfSystemProperty(named = "normaudit.thorough", matches = "true")
  void theKillMatrixIsAsBefore() throws IOException {
    Path json = folder.resolve("bugs.json");
    Path table = folder.resolve("kills.json");
    Printed run =
        Scrubbed.run(List.of("bugs", "--json", json.toString(), "--table", table.toString()));
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("printed", run.code() + " " + print("bugs", "printed", run).hex());
    digests.put("json", file("bugs", json).hex());
    JsonNode kills = new ObjectMapper().readTree(table.toFile()).path("kills");
    for (String bug : LabBridge.bugs()) {
      List<String> killers = new ArrayList<>();
      kills.path(bug).forEach(check -> killers.add(check.asText()));
      digests.put(bug, String.join(" ", killers));
    }
    new Golden("bugs", "The kill matrix: which checks kill which bug.").check(getClass(), digests);
  }

  private Imprint file(String page, Path file) throws IOException {
    String name = file.getFileName().toString();
    return new Imprint(page, name).text("text", Scrubbed.text(Files.readString(file), folder));
  }
}
