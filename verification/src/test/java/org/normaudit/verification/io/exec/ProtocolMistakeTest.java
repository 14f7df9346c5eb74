package org.normaudit.verification.io.exec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.SubjectException;

/** Who writes an adapter is told what it said, and what is expected, in the words of the page. */
final class ProtocolMistakeTest {
  private static final String GOOD =
      "{\"protocol\":1,\"name\":\"mine\",\"layers\":[\"batchnorm\"],\"modes\":[\"training\"],"
          + "\"dtypes\":[\"f32\"],\"quantities\":[\"y\"]}";
  private static final Timeouts TIMEOUTS =
      new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), 3, 5);
  private static final Step STEP =
      Step.of(
          Layers.of("batchnorm"),
          Mode.TRAINING,
          Dtype.FLOAT32,
          new Shape(4, 1, 1),
          new double[] {1, 2, 3, 4});

  @TempDir Path folder;

  // Says the lines, one a question, and waits for the end of its input.
  private String program(String... lines) throws IOException {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      Path line = Files.writeString(folder.resolve("line" + i), lines[i] + "\n");
      script.append("read question\ncat '").append(line).append("'\n");
    }
    Path file = Files.writeString(folder.resolve("program.sh"), script + "cat >/dev/null\n");
    return "sh '" + file + "'";
  }

  private static void assertSentence(String said, String message, String input) {
    assertTrue(message.contains(said), () -> "'" + said + "' is not in: " + message);
    for (String foreign : List.of("Exception", "java.", "com.", "  ", "''", "\n", " ,", " .")) {
      assertFalse(message.contains(foreign), () -> "'" + foreign + "' is in: " + message);
    }
    assertFalse(message.contains("null") && !input.contains("null"), message);
  }

  private static String described(String key, String value) {
    return "{\"id\":1,\"description\":"
        + GOOD.replaceFirst("\"" + key + "\":(\\[[^]]*]|[^,\\[}]*)", "\"" + key + "\":" + value)
        + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "Welcome to my layer > not JSON: 'Welcome to my layer'; one JSON object is expected, and"
            + " messages for people go to standard error",
        "Traceback (most recent call last): > messages for people go to standard error",
        "`` > a line of its output is empty, where one JSON object is expected",
        "42 > no JSON object: '42' is a number",
        "[1] > no JSON object: '[1]' is an array",
        "\"yes\" > no JSON object: '\"yes\"' is a text",
        "null > no JSON object: 'null' is null",
        "{'id': 1} > JSON has its names and texts in double quotes",
        "{\"id\":1 > it ends in the middle of an object",
        "{\"id\":1,} > a JSON object is expected, and byte 9 is no part of one",
        "{\"id\":1}{\"id\":1} > one object a line is expected",
        "{\"id\":1,\"id\":1} > the key \"id\" is there twice",
        "{\"description\":{}} > its answer lacks \"id\", which is 1",
        "{\"id\":\"1\"} > it answers \"id\" \"1\", asked was 1, a number",
        "{\"id\":1} > the answer lacks \"description\", a JSON object",
        "{\"id\":1,\"description\":[]} > the description is an array where a JSON object is",
        "{\"id\":1,\"descripton\":{}} > unknown key \"descripton\": one of id, description; did you"
            + " mean 'description'?",
        "{\"id\":1,\"description\":{\"name\":\"x\"}} > its description lacks \"protocol\", which is 1",
      })
  void aFirstLineThatIsNoDescription(String line, String said) throws IOException {
    assertNoSubject(line, said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "protocol > 2 > it speaks protocol 2, the audit speaks 1",
        "protocol > \"1\" > it speaks protocol \"1\", the audit speaks 1, a number",
        "protocol > null > it speaks protocol null, the audit speaks 1, a number",
        "name > 7 > in the description: \"name\" is a number where a text is expected",
        "layers > [\"batchnrom\"] > unknown layer 'batchnrom': one of batchnorm, batchrenorm,",
        "layers > [\"batchnrom\"] > did you mean 'batchnorm'?",
        "layers > [] > no name in \"layers\", where at least one is expected",
        "layers > [\"\"] > a part of \"layers\" is an empty text, no name",
        "modes > [\"train\"] > unknown mode 'train': one of training, inference",
        "modes > [\"train\"] > did you mean 'training'?",
        "dtypes > [\"fp32\"] > unknown dtype 'fp32': one of f64, f32, bf16, f16; did you mean 'f32'?",
        "dtypes > [32] > a part of \"dtypes\" is a number where a name is expected",
        "quantities > \"y\" > \"quantities\" is a text where an array of names is expected",
        "quantities > [\"dgama\"] > unknown quantity 'dgama': one of y,",
        "quantities > [\"dgama\"] > did you mean 'dgamma'?",
        "quantities > [null] > a part of \"quantities\" is null where a name is expected",
        "quantities > [\"y\"],\"trace\":\"no\" > \"trace\" is a text where true or false is expected",
        "quantities > [\"y\"],\"compute\":[\"f32\"] > \"compute\" is an array where an object of",
        "quantities > [\"y\"],\"variance\":\"two-pass\" > unknown variance 'two-pass': one of two_pass,",
      })
  void aDescriptionWithAMistake(String key, String value, String said) throws IOException {
    assertNoSubject(described(key, value), said);
  }

  private void assertNoSubject(String line, String said) throws IOException {
    String program = program(line);
    SubjectException e =
        assertThrows(SubjectException.class, () -> ExecSubject.start(program, TIMEOUTS));
    assertSentence(said, e.getMessage(), line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "Traceback (most recent call last): > not JSON: 'Traceback (most recent call last):'",
        "{\"id\":2,\"outputs\":{\"y\":[1,2,3,NaN]}} > JSON has no NaN and no Infinity",
        "{\"id\":2,\"outputs\":{\"y\":[[1,2],[3,4]]}} > y is an array of arrays where a flat array of"
            + " numbers is expected",
        "{\"id\":2,\"outputs\":{\"y\":[1,2,3]}} > y has 3 values where 4 are due",
        "{\"id\":2,\"outputs\":{\"y\":[1,2,3,\"4\"]}} > y[3] must be a number, \"NaN\", \"Infinity\" or"
            + " \"-Infinity\": \"4\"",
        "{\"id\":2,\"outputs\":{\"y\":[1,2,3,null]}} > y[3] is null where a number is expected",
        "{\"id\":2,\"outputs\":{\"y\":null}} > y is null where base64 or a flat array of numbers is",
        "{\"id\":2,\"outputs\":{\"y\":7}} > y is a number where base64 or a flat array of numbers is",
        "{\"id\":2,\"outputs\":{\"y\":\"~~~~\"}} > y is not base64, the standard alphabet with padding:"
            + " '~~~~'",
        "{\"id\":2,\"outputs\":{\"y\":\"AAAA\"}} > y has 3 bytes where 4 f32 values have 16",
        "{\"id\":2,\"outputs\":{}} > y is promised but missing",
        "{\"id\":2,\"outputs\":[]} > \"outputs\" is an array where an object of tensors is expected",
        "{\"id\":2,\"outputs\":{\"running_men\":[1]}} > did you mean 'running_mean'?",
        "{\"id\":2,\"ouputs\":{}} > unknown key \"ouputs\": one of id, outputs, rejected, unsupported;"
            + " did you mean 'outputs'?",
        "{\"id\":2} > the answer has none of \"outputs\", \"rejected\" and \"unsupported\"",
        "{\"id\":2,\"rejected\":true} > \"rejected\" is true or false where a text that says why is",
        "{\"id\":9,\"outputs\":{}} > it answers \"id\" 9, asked was 2",
      })
  void anAnswerWithAMistake(String line, String said) throws IOException {
    try (ExecSubject subject =
        ExecSubject.start(program("{\"id\":1,\"description\":" + GOOD + "}", line), TIMEOUTS)) {
      Answer.Crashed crashed = assertInstanceOf(Answer.Crashed.class, subject.ask(STEP));
      assertSentence(said, crashed.detail(), line);
    }
  }

  @Test
  void twoLinesForOneQuestion() throws IOException {
    String twice = "{\"id\":1,\"description\":" + GOOD + "}\nready";
    String answer = "{\"id\":2,\"outputs\":{\"y\":[1,2,3,4]}}";
    try (ExecSubject subject = ExecSubject.start(program(twice, answer), TIMEOUTS)) {
      Answer.Crashed crashed = assertInstanceOf(Answer.Crashed.class, subject.ask(STEP));
      assertSentence("a line of its output is not JSON: 'ready'", crashed.detail(), twice);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "/no/such/program => cannot start '/no/such/program': no such program, or not executable",
        "sh -c 'exit 3' => does not describe itself: it ended with exit code 3",
        "sh -c 'echo lost >&2; exit 1' => exit code 1; its standard error ends: lost",
      })
  void aProgramThatDoesNotStay(String command, String said) {
    SubjectException e =
        assertThrows(SubjectException.class, () -> ExecSubject.start(command, TIMEOUTS));
    assertSentence(said, e.getMessage(), command);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "sh -c 'cat >/dev/null; echo {}' => it was silent for 300 ms, and answered when its input was closed:"
            + " a program must answer every line as it comes, and flush",
        "sh -c 'sleep 60' => it was silent for 300 ms after the first line: a program must answer"
            + " every line as it comes, and flush; one that reads its input to the end waits",
      })
  void aProgramThatReadsItsInputToTheEnd(String command, String said) {
    Timeouts timeouts = new Timeouts(Duration.ofSeconds(60), Duration.ofMillis(300), 3, 5);
    SubjectException e =
        assertThrows(SubjectException.class, () -> ExecSubject.start(command, timeouts));
    assertSentence(said, e.getMessage(), command);
  }
}
