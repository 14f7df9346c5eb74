package org.normaudit.verification.cli.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.cli.baseline.Baseline.Audited;
import org.normaudit.verification.cli.baseline.Baseline.Row;
import org.normaudit.verification.lab.grade.AlgorithmClass;
import org.normaudit.verification.lab.grade.Grade;

/** Each way in which two audits can differ. */
final class BaselineDiffTest {
  private static final Row ROW = new Row("dx", "batchnorm", 10, 0.5, List.of("case 1"));

  private static Grade grade(AlgorithmClass algorithm, double digits) {
    return new Grade(
        "a", Dtype.FLOAT32, algorithm, List.of(new Grade.Rung(1e4, digits, 3)), "read from y");
  }

  private static Baseline of(String name, String convention, Grade grade, Row... rows) {
    return new Baseline(
        1, 10, List.of(new Audited(name, List.of(convention), List.of(grade), List.of(rows))));
  }

  private static final Grade WELFORD = grade(AlgorithmClass.UPDATING, 3.9);
  private static final Baseline BEFORE = of("a", "paper", WELFORD, ROW);

  private static List<String> changes(Baseline now) {
    return BaselineDiff.of(BEFORE, now).stream().map(c -> c.kind() + " " + c.text()).toList();
  }

  @Test
  void theSameIsNoChange() {
    assertEquals(List.of(), changes(BEFORE));
  }

  @Test
  void anotherConventionIsWorse() {
    assertEquals(
        List.of("WORSE a: keeps another convention: was 'paper', is 'pytorch'"),
        changes(of("a", "pytorch", WELFORD, ROW)));
  }

  @Test
  void fewerDigitsAreWorseMoreAreBetterAnotherClassIsAChange() {
    Grade worse = grade(AlgorithmClass.UPDATING, 2.9);
    assertEquals(
        List.of("WORSE a: the grade was '%s', is '%s'".formatted(WELFORD.text(), worse.text())),
        changes(of("a", "paper", worse, ROW)));
    Grade better = grade(AlgorithmClass.UPDATING, 4);
    assertEquals(
        List.of("BETTER a: the grade was '%s', is '%s'".formatted(WELFORD.text(), better.text())),
        changes(of("a", "paper", better, ROW)));
    Grade other = grade(AlgorithmClass.TWO_PASS, 3.1);
    assertEquals(
        List.of("CHANGED a: the grade was '%s', is '%s'".formatted(WELFORD.text(), other.text())),
        changes(of("a", "paper", other, ROW)));
    Grade none = new Grade("a", Dtype.FLOAT32, AlgorithmClass.UNKNOWN, List.of(), "no answer");
    assertEquals(
        List.of("WORSE a: the grade was '%s', is '%s'".formatted(WELFORD.text(), none.text())),
        changes(of("a", "paper", none, ROW)));
  }

  @Test
  void aFindingIsNewOrKnownOrGoneByItsCase() {
    Row moved = new Row("dx", "batchnorm", 10, 0.5, List.of("case 2"));
    assertEquals(
        List.of(
            "WORSE a, dx, batchnorm: 1 new findings, the first in 'case 2'",
            "BETTER a, dx, batchnorm: 1 findings are gone"),
        changes(of("a", "paper", WELFORD, moved)));
  }

  @Test
  void aCheckThatRunsNoMoreOrOnFewerOfTheSameCasesIsWorse() {
    Row none = new Row("dx", "batchnorm", 0, 0, List.of());
    String gone = "WORSE a, dx, batchnorm: no longer runs: it judged 10 cases, and judges none";
    assertEquals(List.of(gone), changes(of("a", "paper", WELFORD, none)));
    assertEquals(List.of(gone), changes(of("a", "paper", WELFORD)));
    Row fewer = new Row("dx", "batchnorm", 9, 0.5, List.of("case 1"));
    assertEquals(
        List.of("WORSE a, dx, batchnorm: judged 10 cases, and judges 9 of the same ones"),
        changes(of("a", "paper", WELFORD, fewer)));
  }

  @Test
  void aLargerErrorIsToldAndASmallerOneIsBetter() {
    Row larger = new Row("dx", "batchnorm", 10, 0.75, List.of("case 1"));
    Row smaller = new Row("dx", "batchnorm", 10, 0.25, List.of("case 1"));
    assertEquals(
        List.of("CHANGED a, dx, batchnorm: the largest error was 0.500 of its bound, is 0.750"),
        changes(of("a", "paper", WELFORD, larger)));
    assertEquals(
        List.of("BETTER a, dx, batchnorm: the largest error was 0.500 of its bound, is 0.250"),
        changes(of("a", "paper", WELFORD, smaller)));
  }

  @Test
  void aSubjectThatIsGoneIsWorseAndTheFindingsOfANewOneAreNew() {
    assertEquals(
        List.of(
            "WORSE a: is no longer audited",
            "CHANGED b: was not audited before",
            "WORSE b, dx, batchnorm: 1 new findings, the first in 'case 1'"),
        changes(of("b", "paper", WELFORD, ROW)));
  }
}
