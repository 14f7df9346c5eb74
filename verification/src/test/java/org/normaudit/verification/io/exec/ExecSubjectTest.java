package org.normaudit.verification.io.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.SubjectException;

/** Every way in which a program can misbehave becomes an answer of its type. */
class ExecSubjectTest {
  private static final double[] X = {1, 2, 3, 4};

  // Long enough for any honest answer on a busy machine.
  private static final Duration PATIENT = Duration.ofSeconds(60);
  // A program that is silent for ever is silent for this long too.
  private static final Duration IMPATIENT = Duration.ofSeconds(1);

  @TempDir Path folder;

  private String command(String way) {
    String path =
        HostileProgram.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return "'%s' -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %s '%s' '%s'"
        .formatted(
            HostileProgram.java(),
            path,
            HostileProgram.class.getName(),
            way,
            folder.resolve("starts"),
            path);
  }

  private ExecSubject start(String way, Duration answer) {
    return ExecSubject.start(command(way), new Timeouts(answer, PATIENT, 3, 5));
  }

  private int starts() throws IOException {
    return Files.readAllLines(folder.resolve("starts")).size();
  }

  private static Step input(double... x) {
    return Step.of(
        Layers.of("batchnorm"), Mode.TRAINING, Dtype.FLOAT32, new Shape(x.length, 1, 1), x);
  }

  private static void assertGood(Answer answer, double... x) {
    Answer.Given given = assertInstanceOf(Answer.Given.class, answer);
    assertArrayEquals(x, given.output().get(Roles.Y));
  }

  private static String crash(Answer answer) {
    return assertInstanceOf(Answer.Crashed.class, answer).detail();
  }

  private static void assertContains(String part, String whole) {
    assertTrue(whole.contains(part), () -> "'" + part + "' is not in: " + whole);
  }

  @Test
  void aGoodProgramIsStartedOnce() throws IOException {
    try (ExecSubject subject = start("good", PATIENT)) {
      assertEquals("hostile", subject.supported().name());
      for (int i = 0; i < 5; i++) {
        assertGood(subject.ask(input(X)), X);
      }
    }
    assertEquals(1, starts());
  }

  @ParameterizedTest
  @CsvSource({
    "crash-at-start, exit code 3; its standard error ends: first line | cannot find the frobnicator",
    "exit-0-at-start, exit code 0",
    "banner, not JSON: 'Welcome to the layer'",
    "other-protocol, 'it speaks protocol 2, the audit speaks 1'",
    "no-protocol, 'its description lacks \"protocol\", which is 1'",
    "unknown-layer, unknown layer 'softmax'",
    "promises-an-unknown-quantity, unknown quantity 'gradient'",
  })
  void aProgramThatDoesNotDescribeItselfIsNoSubject(String way, String said) throws IOException {
    SubjectException e = assertThrows(SubjectException.class, () -> start(way, PATIENT));
    assertContains("does not describe itself: ", e.getMessage());
    assertContains(said, e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertEquals(1, starts());
  }

  // One program is started, and asked so many questions.
  private void assertCrashes(String way, String said, int questions) throws IOException {
    try (ExecSubject subject = start(way, PATIENT)) {
      for (int i = 0; i < questions; i++) {
        assertContains(said, crash(subject.ask(input(X))));
      }
    }
    assertEquals(1, starts());
  }

  @Test
  void whoIsSilentAtTheStartIsNoSubject() {
    Timeouts timeouts = new Timeouts(PATIENT, IMPATIENT, 3, 5);
    SubjectException e =
        assertThrows(
            SubjectException.class, () -> ExecSubject.start(command("hang-at-start"), timeouts));
    assertContains("silent for 1000 ms after the first line", e.getMessage());
    assertContains("one that reads its input to the end waits for ever", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "garbage, not JSON: 'certainly! y = 42'",
    "binary, a line of its output is not",
    "array, no JSON object: '[1]'",
    "deep, not JSON",
    "two-on-a-line, not JSON",
    "duplicate-key, not JSON",
    "bare-nan, NaN",
    "text-number, 'y[0] must be a number, \"NaN\"'",
    "no-id, its answer lacks \"id\"",
    "wrong-length, y has 3 values where 4 are due",
    "wrong-dtype, y has 32 bytes where 4 f32 values have 16",
    "not-base64, y is not base64",
    "unknown-quantity, unknown quantity 'z'",
    "missing-quantity, y is promised but missing",
    "unknown-key, unknown key \"output\"",
    "nothing, has none of",
  })
  void aWrongAnswerCostsItsQuestionAlone(String way, String said) throws IOException {
    assertCrashes(way, said, 4);
  }

  @Test
  void anIdOfTheFutureIsNoAnswerNowNorLater() {
    try (ExecSubject subject = start("future-id", PATIENT)) {
      assertContains("it answers \"id\" 3, asked was 2", crash(subject.ask(input(X))));
      assertContains("it answers \"id\" 4, asked was 3", crash(subject.ask(input(X))));
    }
  }

  @Test
  void anAnswerToAnEarlierQuestionIsPassedOver() {
    try (ExecSubject subject = start("earlier-id-first", PATIENT)) {
      assertGood(subject.ask(input(X)), X);
      assertGood(subject.ask(input(5, 6)), 5, 6);
    }
  }

  @Test
  void endlessAnswersToAnEarlierQuestionAreSilence() {
    try (ExecSubject subject = start("only-earlier-ids", IMPATIENT)) {
      assertEquals(new Answer.TimedOut(IMPATIENT), subject.ask(input(X)));
    }
  }

  @Test
  void silenceIsGivenUpAfterThreeInARow() throws IOException {
    try (ExecSubject subject = start("hang", IMPATIENT)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(new Answer.TimedOut(IMPATIENT), subject.ask(input(X)));
      }
      assertEquals(
          "given up after 3 losses in a row, the last: it was silent for 1000 ms",
          crash(subject.ask(input(X))));
    }
    assertEquals(3, starts());
  }

  @Test
  void aClosedOutputIsACrash() throws IOException {
    try (ExecSubject subject = start("close-output", PATIENT)) {
      assertEquals("it closed its output", crash(subject.ask(input(X))));
    }
  }

  @Test
  void aLateAnswerIsNotTakenForTheNext() throws IOException {
    try (ExecSubject subject = start("late-once", IMPATIENT)) {
      assertEquals(new Answer.TimedOut(IMPATIENT), subject.ask(input(X)));
      assertGood(subject.ask(input(5, 6)), 5, 6);
    }
    assertEquals(2, starts());
  }

  @Test
  void aCrashIsReportedWithItsLastWordsAndRestartedUntilGivenUp() throws IOException {
    try (ExecSubject subject = start("crash", PATIENT)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(
            "it ended with exit code 139; its standard error ends: Segmentation fault in layer",
            crash(subject.ask(input(X))));
      }
      assertContains("given up after 3 losses in a row", crash(subject.ask(input(X))));
    }
    assertEquals(3, starts());
  }

  @Test
  void aRestartHelpsAProgramThatCrashedOnce() throws IOException {
    try (ExecSubject subject = start("crash-once", PATIENT)) {
      assertContains("exit code 7", crash(subject.ask(input(X))));
      assertGood(subject.ask(input(X)), X);
    }
    assertEquals(2, starts());
  }

  @Test
  void aGoodAnswerInBetweenDoesNotRestartForEver() throws IOException {
    try (ExecSubject subject = start("crash-every-second", PATIENT)) {
      for (int i = 0; i < 5; i++) {
        assertGood(subject.ask(input(X)), X);
        assertContains("exit code 9", crash(subject.ask(input(X))));
      }
      assertContains("given up after 5 losses in all", crash(subject.ask(input(X))));
    }
    assertEquals(5, starts());
  }

  @Test
  void exitingWithZeroIsACrashToo() {
    try (ExecSubject subject = start("exit-0", PATIENT)) {
      assertEquals("it ended with exit code 0", crash(subject.ask(input(X))));
    }
  }

  @Test
  void anotherDescriptionAfterARestartIsGivenUp() {
    try (ExecSubject subject = start("changes-its-mind", PATIENT)) {
      assertContains("exit code 139", crash(subject.ask(input(X))));
      assertContains("differently after a restart", crash(subject.ask(input(X))));
    }
  }

  @Test
  void bytesWithoutAnEndOfLineAreBoundedByTheLongestAnswer() {
    try (ExecSubject subject = start("no-newline", PATIENT)) {
      int longest = ResponseCodec.longest(List.of(input(X)));
      assertTrue(longest < 1 << 14, () -> "longest answer: " + longest);
      assertContains(
          "it sent %d bytes without the end of a line".formatted(longest),
          crash(subject.ask(input(X))));
    }
  }

  @Test
  void aFloodOfStandardErrorDoesNotBlockTheProgram() {
    try (ExecSubject subject = start("flood-stderr", PATIENT)) {
      assertGood(subject.ask(input(X)), X);
    }
  }

  @Test
  void aProgramThatDoesNotReadCannotBlockTheAudit() {
    try (ExecSubject subject = start("stops-reading", PATIENT)) {
      Step large = input(new double[1 << 17]);
      boolean noticed = false;
      for (int i = 0; i < 4; i++) {
        noticed |= subject.ask(large).equals(new Answer.Crashed("it does not read its input"));
      }
      assertTrue(noticed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"child", "orphan"})
  void childrenAreKilledAtTheEnd(String way) throws Exception {
    ProcessHandle child;
    try (ExecSubject subject = start(way, PATIENT)) {
      subject.ask(input(X));
      child = child();
    }
    child.onExit().get(60, TimeUnit.SECONDS);
    assertFalse(child.isAlive());
  }

  private ProcessHandle child() throws IOException {
    long pid = Long.parseLong(Files.readString(folder.resolve("starts.pid")));
    return ProcessHandle.of(pid).orElseGet(() -> ProcessHandle.current());
  }

  @Test
  void aProgramThatIgnoresTheEndOfItsInputIsKilled() {
    long before = ProcessHandle.current().descendants().count();
    try (ExecSubject subject = start("ignores-end-of-input", PATIENT)) {
      assertGood(subject.ask(input(X)), X);
    }
    assertEquals(before, ProcessHandle.current().descendants().count());
  }

  @Test
  void decimalArraysAreRoundedAndNonFiniteValuesAreTexts() {
    try (ExecSubject subject = start("text-nan", PATIENT)) {
      assertGood(
          subject.ask(input(X)),
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          0.1f);
    }
  }

  @Test
  void foreignTextReachesReportsWithoutControlCharacters() {
    try (ExecSubject subject = start("escape-sequences", PATIENT)) {
      assertEquals("[31mred", subject.supported().name());
    }
    try (ExecSubject subject = start("rejects", PATIENT)) {
      assertEquals(new Answer.Rejected("bell   and  [2J"), subject.ask(input(X)));
    }
  }

  @Test
  void whatAProgramDoesNotHaveIsNotAsked() {
    try (ExecSubject subject = start("unsupported", PATIENT)) {
      assertEquals(new Answer.Unsupported("not today"), subject.ask(input(X)));
      Step half =
          Step.of(Layers.of("batchnorm"), Mode.TRAINING, Dtype.BINARY16, new Shape(4, 1, 1), X);
      assertEquals(new Answer.Unsupported("hostile has no f16"), subject.ask(half));
    }
  }

  @Test
  void aCommandThatCannotBeStartedIsTheAskersMistake() {
    SubjectException e =
        assertThrows(
            SubjectException.class,
            () -> ExecSubject.start("no-such-program-here --flag", PATIENT));
    assertContains("no-such-program-here", e.getMessage());
    assertThrows(SubjectException.class, () -> ExecSubject.start("  ", PATIENT));
    assertThrows(SubjectException.class, () -> ExecSubject.start("good", Duration.ZERO));
  }
}
