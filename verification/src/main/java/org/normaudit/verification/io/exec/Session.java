package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.SanitizedText;
import org.normaudit.verification.core.subject.SubjectException;

/**
 * Exchanges questions and answers with a program that may fail.
 *
 * <p>A program that ended, did not answer in time, does not read, or sent a line longer than any
 * answer, is lost: it is killed with its descendants, and started anew for the next question, until
 * the {@link Timeouts} give it up. An answer that is merely wrong (no JSON, the id of no question,
 * a wrong length) costs its question alone. An answer to an earlier question is passed over.
 */
final class Session implements AutoCloseable {

  /** Decodes an answer. */
  interface Reader<T> {
    T read(JsonNode answer) throws ProtocolException;
  }

  /** A question without an answer; carries the {@link Answer} that is reported instead. */
  static final class Failure extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Answer answer;

    Failure(Answer answer) {
      super(answer.toString());
      this.answer = answer;
    }

    Answer answer() {
      return answer;
    }
  }

  private static final int LONGEST_DESCRIPTION = 1 << 16;
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final List<String> words;
  private final Timeouts timeouts;
  private Program program;
  private final Description description;
  private long lastId;
  private int lossesInARow;
  private int losses;
  private String givenUp;

  /**
   * Starts the program and lets it describe itself.
   *
   * @throws SubjectException if there is no such program, it may not be run, or it does not
   *     describe itself; it is ended then
   */
  Session(List<String> words, Timeouts timeouts) {
    this.words = words;
    this.timeouts = timeouts;
    try {
      program = Program.start(words);
    } catch (IOException e) {
      throw new SubjectException(
          String.format(
              Locale.ROOT, "cannot start '%s': no such program, or not executable", words.get(0)));
    }
    try {
      description = describe();
    } catch (Failure e) {
      giveUp(reason(e));
      throw new SubjectException(
          String.format(
              Locale.ROOT, "'%s' does not describe itself: %s", String.join(" ", words), givenUp));
    }
  }

  /** The description that the program gave at its start. */
  Description description() {
    return description;
  }

  /**
   * Asks one question.
   *
   * @param request the line for an id
   * @param longest the longest line that can answer
   * @throws Failure in place of an answer
   */
  <T> T ask(LongFunction<byte[]> request, int longest, Duration limit, Reader<T> reader)
      throws Failure {
    if (givenUp != null) {
      throw new Failure(new Answer.Crashed(givenUp));
    }
    if (program == null) {
      restart();
    }
    T answer = exchange(request, longest, limit, reader);
    lossesInARow = 0;
    return answer;
  }

  private Description describe() throws Failure {
    return exchange(
        RequestCodec::describe, LONGEST_DESCRIPTION, timeouts.start(), ResponseCodec::description);
  }

  private void restart() throws Failure {
    try {
      program = Program.start(words);
    } catch (IOException e) {
      giveUp("it cannot be started again: no such program, or not executable");
      throw new Failure(new Answer.Crashed(givenUp));
    }
    Description again;
    try {
      again = describe();
    } catch (Failure e) {
      if (program != null) {
        lose(reason(e));
      }
      throw e;
    }
    if (!again.equals(description)) {
      giveUp("it describes itself differently after a restart");
      throw new Failure(new Answer.Crashed(givenUp));
    }
  }

  private <T> T exchange(
      LongFunction<byte[]> request, int longest, Duration limit, Reader<T> reader) throws Failure {
    long id = ++lastId;
    long deadline = System.nanoTime() + limit.toNanos();
    if (!program.say(request.apply(id), longest)) {
      throw lost("it does not read its input");
    }
    try {
      JsonNode answer = hear(id, deadline, limit);
      return reader.read(answer);
    } catch (ProtocolException e) {
      throw new Failure(new Answer.Crashed(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lost("the audit was interrupted");
    }
  }

  private JsonNode hear(long id, long deadline, Duration limit)
      throws Failure, ProtocolException, InterruptedException {
    while (true) {
      ReadOutcome outcome = program.hear(deadline);
      if (outcome instanceof ReadOutcome.Line line) {
        JsonNode answer = Protocol.object(line.text());
        JsonNode theirs = answer.path("id");
        if (theirs.isMissingNode()) {
          throw new ProtocolException("its answer lacks \"id\", which is " + id);
        }
        if (!theirs.canConvertToLong() || theirs.asLong() > id || theirs.asLong() < 1) {
          throw new ProtocolException(
              String.format(
                  Locale.ROOT,
                  "it answers \"id\" %s, asked was %d%s",
                  SanitizedText.start(theirs.toString()),
                  id,
                  theirs.isNumber() ? "" : ", a number"));
        }
        if (theirs.asLong() == id) {
          return answer;
        }
      } else if (outcome instanceof ReadOutcome.Ended) {
        throw lost(program.howItEnded());
      } else if (outcome instanceof ReadOutcome.TooLong tooLong) {
        throw lost(
            String.format(
                Locale.ROOT,
                "it sent %d bytes without the end of a line, more than any answer has",
                tooLong.limit()));
      } else if (id == 1) {
        String how = silentAtTheStart(limit);
        lose(how);
        throw new Failure(new Answer.Crashed(how));
      } else {
        Failure silence = new Failure(new Answer.TimedOut(limit));
        lose(reason(silence));
        throw silence;
      }
    }
  }

  // A program that reads its input to the end, or keeps answers in a buffer, answers when the input
  // ends. Without such an answer that is likely, and not known.
  private String silentAtTheStart(Duration limit) throws InterruptedException {
    program.endInput();
    boolean waited = program.hear(System.nanoTime() + GRACE.toNanos()) instanceof ReadOutcome.Line;
    return String.format(
        Locale.ROOT,
        waited
            ? "it was silent for %d ms, and answered when its input was closed: a program must"
                + " answer every line as it comes, and flush"
            : "it was silent for %d ms after the first line: a program must answer every line as"
                + " it comes, and flush; one that reads its input to the end waits for ever",
        limit.toMillis());
  }

  private Failure lost(String how) {
    String said = program.lastWords();
    String detail = said.isEmpty() ? how : how + "; its standard error ends: " + said;
    lose(detail);
    return new Failure(new Answer.Crashed(detail));
  }

  private void lose(String how) {
    program.close();
    program = null;
    losses++;
    lossesInARow++;
    if (lossesInARow >= timeouts.inARow()) {
      giveUp(
          String.format(
              Locale.ROOT, "given up after %d losses in a row, the last: %s", lossesInARow, how));
    } else if (losses >= timeouts.inAll()) {
      giveUp(
          String.format(Locale.ROOT, "given up after %d losses in all, the last: %s", losses, how));
    }
  }

  private void giveUp(String why) {
    givenUp = why;
    if (program != null) {
      program.close();
      program = null;
    }
  }

  private static String reason(Failure failure) {
    if (failure.answer() instanceof Answer.Crashed crashed) {
      return crashed.detail();
    }
    if (failure.answer() instanceof Answer.TimedOut timedOut) {
      return "it was silent for " + timedOut.limit().toMillis() + " ms";
    }
    return failure.getMessage();
  }

  @Override
  public void close() {
    if (program != null) {
      program.end();
      program = null;
    }
    givenUp = "the audit has ended it";
  }
}
