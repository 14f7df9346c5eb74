package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.subject.Suggestion;

@Isolated("it reads what is printed")
final class ExplainCommandTest {

  @Test
  void withoutANameAllChecksAreListed() {
    Printed run = Printed.by("explain");
    assertEquals(0, run.code(), run.err());
    List<String> first =
        run.out().lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    assertEquals(Checks.all().stream().map(Check::name).toList(), first);
  }

  @Test
  void aPageIsShownWithoutItsMarks() {
    Printed run = Printed.by("explain", "stop-gradient");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().startsWith("# stop-gradient"));
    assertTrue(run.out().contains("dx-through-r-and-d"), run.out());
    assertTrue(!run.out().contains("<!--"));
  }

  @Test
  void aMistypedNameIsAnsweredWithTheNearest() {
    Printed run = Printed.by("explain", "delat-b");
    assertEquals(2, run.code());
    assertEquals(
        "normaudit: unknown check 'delat-b': did you mean 'delta-b'? 'normaudit explain' lists all "
            + Checks.all().size(),
        run.err().strip());
  }

  @Test
  void distanceCountsSingleChanges() {
    assertEquals(0, Suggestion.distance("dx", "dx"));
    assertEquals(1, Suggestion.distance("dx", "d"));
    assertEquals(2, Suggestion.distance("delat-b", "delta-b"));
    assertEquals(3, Suggestion.distance("", "abc"));
  }
}
