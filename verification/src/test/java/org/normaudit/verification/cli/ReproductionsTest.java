package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.Thorough;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.cli.report.ReportReader;
import org.normaudit.verification.cli.report.Reproduction;
import org.normaudit.verification.cli.report.Wording;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;
import org.normaudit.verification.io.data.Npy;
import org.normaudit.verification.io.data.NpyArray;
import org.normaudit.verification.lab.bugs.BugProgram;
import org.normaudit.verification.lab.bugs.SeededBug;
import org.normaudit.verification.lab.bugs.SeededBugs;

/** What a report prints to show a finding again shows it again. */
@Isolated("it reads what is printed")
final class ReproductionsTest {
  private static final int USUAL = 2;
  private static final int THOROUGH = 44;
  private static final int GOOD = 5;

  /** Enough where what is tried is the same in every line. */
  private static final int SAME = 3;

  /** Checks of values, of pairs, of other derivatives, and of traces. */
  private static final List<String> FEW =
      List.of("y", "dx", "power-of-two", "linearity", "tape", "delta-b", "determinism", "trace");

  private static final String PRINTED = "  reproduce: ";

  @TempDir Path folder;

  // A bug that is left to chance may be lucky the second time.
  private static List<SeededBug> bugs() {
    List<SeededBug> steady = SeededBugs.all().stream().filter(bug -> !bug.isRandom()).toList();
    int wanted = Thorough.isAskedFor() ? THOROUGH : USUAL;
    List<SeededBug> sample = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      sample.add(steady.get(i * steady.size() / wanted));
    }
    return sample;
  }

  // Held to the paper's conventions, a layer that keeps to another one has findings too.
  private static List<String> words(SeededBug bug) {
    List<String> words = new ArrayList<>(List.of("--subject", BugSubjects.word(bug)));
    words.addAll(List.of("--layer", bug.layers().iterator().next().label()));
    words.addAll(List.of("--dtype", bug.dtype().label(), "--convention", "paper"));
    if (!Thorough.isAskedFor()) {
      FEW.forEach(check -> words.addAll(List.of("--check", check)));
    }
    return words;
  }

  @Test
  void everyFindingOfASeededBugIsFoundAgainAndNothingElse() throws IOException {
    for (SeededBug bug : bugs()) {
      runAgain(words(bug), Integer.MAX_VALUE);
    }
  }

  @Test
  void theOptionsThatDecideAreCarriedAndQuoted() throws IOException {
    Path here = Files.createDirectory(folder.resolve("it's a \"$HOME\" `folder`"));
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--subject", "class:" + Throwing.class.getName(), "--layer", "batchnorm"));
    words.addAll(List.of("--dtype", "f64", "--check", "y", "--check", "power-of-two"));
    words.addAll(List.of("--classpath", here.toString(), "--timeout", "7.5"));
    words.addAll(List.of("--convention", "pytorch"));
    List<String> again = ShellWords.of(runAgain(words, SAME).subList(0, 1)).get(0);
    List<String> needed = List.of("--convention", "pytorch", "--classpath", here.toString());
    assertEquals(needed, again.subList(again.size() - 6, again.size() - 2));
    assertEquals(List.of("--timeout", "7.5"), again.subList(again.size() - 2, again.size()));
  }

  @Test
  void aProgramIsStartedAgainByTheSameCommand() throws IOException {
    String command = BugProgram.command(Dtype.FLOAT64, "dx-lacks-gamma");
    List<String> words = new ArrayList<>(List.of("--subject", "exec:" + command));
    words.addAll(List.of("--layer", "batchnorm", "--dtype", "f64", "--check", "dx"));
    words.addAll(List.of("--convention", "paper"));
    List<String> lines = runAgain(words, 1);
    assertTrue(ShellWords.of(lines).get(0).contains("exec:" + command), lines.get(0));
  }

  @Test
  void activationsInAFileOfAnyNameAreAskedForAgain() throws IOException {
    Path data = folder.resolve("it's 100%20 \"mine\"\tand\nyours.npy");
    double[] values = {1, 2, 4, 7, 3, 3.5, -1, 2, 0, 5, 6, 1};
    Npy.write(data, new NpyArray(Dtype.FLOAT64, new int[] {3, 2, 2}, values));
    List<String> words = new ArrayList<>(List.of("--subject", "bug:dx-lacks-gamma"));
    words.addAll(List.of("--data", data.toString(), "--layer", "batchnorm", "--check", "dx"));
    runAgain(words, SAME);
  }

  @Test
  void recordedAnswersInAFolderOfAnyNameAreJudgedAgain() throws IOException {
    Path here = folder.resolve("it's mine");
    Printed export =
        Printed.by("vectors", "export", here.toString(), "--format", "onnx", "--dtype", "f16");
    assertEquals(0, export.code(), export.err());
    Path file;
    try (Stream<Path> files = Files.walk(here)) {
      file = files.filter(path -> path.endsWith("output_0.pb")).sorted().findFirst().orElseThrow();
    }
    byte[] y = Files.readAllBytes(file);
    y[y.length - 1] ^= 0x40; // A bit of the last value's exponent.
    Files.write(file, y);
    String subject = "vectors:" + here;
    runAgain(List.of("--subject", subject, "--convention", "onnx", "--check", "y"), SAME);
  }

  /**
   * Runs an audit, then the commands that it prints, and those of a few results that conform.
   *
   * @param most how many commands are run
   * @return the commands that were printed
   */
  private List<String> runAgain(List<String> audit, int most) throws IOException {
    Path json = folder.resolve("report.json");
    List<String> words = new ArrayList<>(List.of("audit", "--json", json.toString()));
    words.addAll(audit);
    Printed run = Printed.by(words.toArray(String[]::new));
    assertEquals(Normaudit.FINDING, run.code(), words + "\n" + run.out() + run.err());
    List<String> printed =
        run.out()
            .lines()
            .filter(line -> line.startsWith(PRINTED))
            .map(line -> line.substring(PRINTED.length()))
            .toList();
    assertFalse(printed.isEmpty(), run.out());
    AuditReport report = ReportReader.read(json);
    Map<String, Result> all = new LinkedHashMap<>();
    Reproduction reproduction = Reproduction.of(report);
    report.results().forEach(result -> all.put(reproduction.of(result), result));
    List<String> lines = new ArrayList<>(printed);
    lines.addAll(firstOfEachCheck(all, result -> result.verdict().isFinding()));
    List<String> good = firstOfEachCheck(all, ReproductionsTest::isGood);
    List<String> wrong = new ArrayList<>();
    run(lines.stream().distinct().limit(most).toList(), all, wrong);
    run(good.stream().limit(GOOD).toList(), all, wrong);
    assertEquals(List.of(), wrong);
    return printed;
  }

  private static boolean isGood(Result result) {
    return !result.verdict().isFinding() && result.verdict() != Verdict.SKIPPED;
  }

  private static List<String> firstOfEachCheck(Map<String, Result> all, Predicate<Result> wanted) {
    Map<String, String> lines = new LinkedHashMap<>();
    all.forEach(
        (line, result) -> {
          if (wanted.test(result)) {
            lines.putIfAbsent(result.check(), line);
          }
        });
    return List.copyOf(lines.values());
  }

  // The same verdict with the same numbers as the audit's.
  private static void run(List<String> lines, Map<String, Result> all, List<String> wrong)
      throws IOException {
    List<List<String>> words = ShellWords.of(lines);
    assertEquals(lines.size(), words.size());
    for (int i = 0; i < lines.size(); i++) {
      assertEquals("normaudit", words.get(i).get(0));
      Result result = all.get(lines.get(i));
      boolean isFinding = result.verdict().isFinding();
      int code = isFinding ? Normaudit.FINDING : 0;
      String found = result.verdict() + ": " + Wording.detail(result);
      Printed run = Printed.by(words.get(i).subList(1, words.get(i).size()).toArray(String[]::new));
      List<String> said = run.out().lines().toList();
      String last = said.isEmpty() ? "" : said.get(said.size() - 1);
      String verdict = "verdict: " + (isFinding ? found : "conforms");
      if (run.code() != code
          || !last.equals(verdict)
          || !said.contains("  check " + result.check() + ": " + found)) {
        wrong.add(run.code() + ", due " + code + ", of " + lines.get(i) + ": " + last + run.err());
      }
    }
  }
}
