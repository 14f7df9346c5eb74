package org.normaudit.verification.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.normaudit.verification.cli.ShellWords;

final class ReproductionTest {

  @Property(tries = 50)
  void aShellReadsBackEveryWord(@ForAll("words") List<String> words) throws IOException {
    String line = String.join(" ", words.stream().map(Reproduction::quoted).toList());
    assertEquals(List.of(words), ShellWords.of(List.of(line)), line);
  }

  // Mostly what means something to a shell; a word that is one line end is how the test parts them.
  @Provide
  Arbitrary<List<String>> words() {
    Arbitrary<Character> special =
        Arbitraries.of("' \"\\$`!*?[]{}()<>|&;#~=%\t\nab".chars().mapToObj(c -> (char) c).toList());
    Arbitrary<Character> any = Arbitraries.chars().range(' ', '\uD7FF');
    return Arbitraries.frequencyOf(Tuple.of(4, special), Tuple.of(1, any))
        .list()
        .ofMaxSize(8)
        .map(chars -> chars.stream().map(String::valueOf).reduce("", String::concat))
        .filter(word -> !word.equals("\n"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  @Example
  void aPlainWordStaysPlain() {
    assertEquals("reference:bf16+f32", Reproduction.quoted("reference:bf16+f32"));
    assertEquals("''", Reproduction.quoted(""));
  }

  @Example
  void theCommandHasTheCheckAndWhatTheSubjectNeeds() {
    AuditReport report = SampleReport.report();
    String line = Reproduction.of(report).of(report.results().get(1));
    String start =
        String.format(
            Locale.ROOT,
            "normaudit case '%s' --check dx --subject b --classpath 'it'\\''s `a` <b>",
            SampleReport.LINE);
    assertTrue(line.startsWith(start), line);
  }
}
