package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command line with a mistake gets one sentence, which quotes it and says what is allowed. */
@Isolated("it reads what is printed")
final class UsageMistakeTest {
  private static Printed run(String words) {
    return Printed.by(words.split(" "));
  }

  private static void assertSaid(String sentence, Printed run) {
    assertEquals(2, run.code(), run.out());
    assertEquals("normaudit: " + sentence, run.err().stripTrailing());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '"',
      value = {
        "--data --nonsense > --data needs a value, FILE.npy (a file), and got the option '--nonsense'",
        "audit --html --annotations > --html needs a value, F (a file), and got the option '--annotations'",
        "audit --json --seed > --json needs a value, F (a file), and got the option '--seed'",
        "audit --json=--seed > --json needs a value, F (a file), and got the option '--seed'",
        "audit --seed --json > --seed needs a value, N (a whole number), and got the option '--json'",
        "audit --check --jsn > --check needs a value, NAME, and got the option '--jsn'",
        "audit --layer -h > --layer needs a value, L, and got the option '-h'",
      })
  void anOptionIsNoValue(String words, String sentence) {
    assertSaid(sentence + "; see 'normaudit audit --help'", run(words));
    for (String name : words.split("[ =]")) {
      assertFalse(name.startsWith("-") && Files.exists(Path.of(name)), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed -5", "--channel-axis -1", "--timeout -1e-3", "--json -"})
  void aNegativeNumberIsAValue(String words) {
    // The layer is wrong, and nothing before it.
    Printed run = run("audit " + words + " --layer nix");
    assertEquals(2, run.code());
    assertTrue(run.err().startsWith("normaudit: unknown layer 'nix'"), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '"',
      value = {
        "audit --htlm x > unknown option '--htlm' of 'normaudit audit'; did you mean '--html'?",
        "audit --htlm=x > unknown option '--htlm' of 'normaudit audit'; did you mean '--html'?",
        "audit --base x > unknown option '--base' of 'normaudit audit'; did you mean '--baseline'?",
        "audit --zzzzz > unknown option '--zzzzz' of 'normaudit audit';",
        "audit -x > unknown option '-x' of 'normaudit audit';",
        "audit html x > 'html' is a word too many for 'normaudit audit'; did you mean '--html'?",
        "case a b > 'b' is a word too many for 'normaudit case';",
        "vectors chek > unknown command 'chek': one of export, check; did you mean 'check'?",
        "vectors > 'normaudit vectors' needs a command: one of export, check;",
        "audit --seed x > --seed must be a whole number: 'x';",
        "audit --seed 9223372036854775808 > --seed must be a whole number from"
            + " -9223372036854775808 to 9223372036854775807: '9223372036854775808';",
        "audit --channel-axis 1.5 > --channel-axis must be a whole number: '1.5';",
        "audit --channel-axis 2147483648 > --channel-axis must be a whole number from -2147483648"
            + " to 2147483647: '2147483648';",
        "audit --timeout soon > --timeout must be a number: 'soon';",
        "case --runs x l > --runs must be a whole number: 'x';",
        "bench --scale=3 > --scale takes no value: '3';",
        "audit --data > --data needs a value, FILE.npy (a file);",
        "audit --seed > --seed needs a value, N (a whole number);",
        "audit --seed 1 --seed 2 > --seed may be given once, and is given twice;",
        "case > 'normaudit case' needs CASE: the case's line, in quotes;",
        "merge > 'normaudit merge' needs REPORT.json: the JSON reports of all shards, in any order;",
        "vectors check > 'normaudit vectors check' needs DIR: the folder with the answers;",
      })
  void aMistakeIsOneSentence(String words, String sentence) {
    boolean nested = words.startsWith("vectors check");
    String command = nested ? "vectors check" : words.split(" ")[0];
    assertSaid(sentence + " see 'normaudit " + command + " --help'", run(words));
  }

  @ParameterizedTest
  @ValueSource(strings = {"devics", "help devics"})
  void anUnknownCommandIsAnsweredWithAll(String words) {
    String all = String.join(", ", Normaudit.commandLine().getSubcommands().keySet());
    assertSaid(
        "unknown command 'devics': one of "
            + all
            + "; did you mean 'devices'? see 'normaudit --help'",
        run(words));
  }

  @Test
  void whatIsQuotedStaysOnOneLine() {
    Printed run = Printed.by("audit", "--seed", "a\nb\u001b[2J");
    assertSaid("--seed must be a whole number: 'a b [2J'; see 'normaudit audit --help'", run);
  }

  @Test
  void helpShowsWhatTheOptionShows() {
    assertEquals(run("--help").out(), run("help").out());
    assertEquals(run("audit --help").out(), run("help audit").out());
    assertTrue(run("help").out().contains("\n  help "), run("help").out());
    assertTrue(run("help audit").out().contains("--baseline"));
    assertEquals(0, run("help audit").code());
  }
}
