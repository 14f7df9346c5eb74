package org.normaudit.verification.io.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.examples.ExactSteps;
import org.normaudit.verification.examples.Runtimes;

/** The page that describes the protocol says what the code does. */
class ProtocolPageTest {
  private static final Path PAGE = Path.of("docs", "protocol.md");

  private static final Step STEP =
      Step.of(
              Layers.of("batchrenorm"),
              Mode.TRAINING,
              Dtype.FLOAT32,
              new Shape(2, 1, 2),
              new double[] {7, -1, -1, -1})
          .withEpsilon(4)
          .withRule(UpdateRule.rate(0.25))
          .withClip(Clip.symmetric(3, 5))
          .withAffine(new double[] {2}, new double[] {-1})
          .withState(new RunningStatistics(new double[] {0}, new double[] {2}, 3))
          .withDy(new double[] {1, 0, 0, -1});

  private static final String DESCRIPTION =
      """
      {"protocol":1,"name":"mine","ran_on":"my machine",\
      "layers":["batchnorm","batchrenorm"],"modes":["training","inference"],"dtypes":["f32"],\
      "quantities":["y","running_mean","running_spread","r","d","dx","dgamma","dbeta"],\
      "trace":true,"variance":"two_pass","folded":false}""";

  /**
   * The transcript, written by the code that talks to adapters and the definition of the layers.
   */
  private static List<String> transcript() throws Exception {
    Supported mine = Description.of(Protocol.JSON.readTree(DESCRIPTION)).supported();
    DefinedLayer<Double> layer = new DefinedLayer<>("mine", Binary64.INSTANCE, Dtype.FLOAT32);
    ObjectNode described = Protocol.JSON.createObjectNode().put("id", 1);
    described.set("description", Protocol.JSON.readTree(DESCRIPTION));

    StepOutput output = layer.run(STEP);
    ObjectNode base64 = Protocol.JSON.createObjectNode().put("id", 2);
    ObjectNode tensors = base64.putObject("outputs");
    for (Role quantity : output.roles()) {
      tensors.put(quantity.label(), Tensors.encode(Dtype.FLOAT32, output.get(quantity)));
    }

    Step inference = STEP.withMode(Mode.INFERENCE);
    ObjectNode decimals = Protocol.JSON.createObjectNode().put("id", 3);
    StepOutput plain = layer.run(inference);
    ObjectNode arrays = decimals.putObject("outputs");
    for (Role quantity : plain.roles()) {
      ArrayNode array = arrays.putArray(quantity.label());
      for (double value : plain.get(quantity)) {
        array.add(value);
      }
    }
    ObjectNode unsupported =
        Protocol.JSON
            .createObjectNode()
            .put("id", 4)
            .put("unsupported", "no frozen statistics in a trace");
    return List.of(
        question(RequestCodec.describe(1)),
        "< " + described,
        question(RequestCodec.run(2, STEP, mine)),
        "< " + base64,
        question(RequestCodec.run(3, inference, mine)),
        "< " + decimals,
        question(RequestCodec.trace(4, List.of(STEP.withRule(UpdateRule.frozen())), mine)),
        "< " + unsupported);
  }

  private static String question(byte[] line) {
    return "> " + new String(line, StandardCharsets.UTF_8).stripTrailing();
  }

  /** The lines of the page's fenced block of that kind. */
  private static List<String> block(String kind) throws IOException {
    List<String> lines = Files.readAllLines(PAGE);
    int start = lines.indexOf("```" + kind) + 1;
    assertTrue(start > 0, "the page has no block of " + kind);
    int end = start + lines.subList(start, lines.size()).indexOf("```");
    return lines.subList(start, end);
  }

  @Test
  void theTranscriptIsOne() throws Exception {
    assertEquals(String.join("\n", transcript()), String.join("\n", block("transcript")));
  }

  @Test
  void theTranscriptsAnswersAreAnswers() throws Exception {
    Supported mine = Description.of(Protocol.JSON.readTree(DESCRIPTION)).supported();
    List<String> lines = block("transcript");
    DefinedLayer<Double> layer = new DefinedLayer<>("mine", Binary64.INSTANCE, Dtype.FLOAT32);
    for (int i = 2; i <= 4; i += 2) {
      Step step = i == 2 ? STEP : STEP.withMode(Mode.INFERENCE);
      JsonNode node =
          Protocol.object(lines.get(i + 1).substring(2).getBytes(StandardCharsets.UTF_8));
      Answer.Given given =
          assertInstanceOf(Answer.Given.class, ResponseCodec.run(node, step, mine));
      for (Role quantity : given.output().roles()) {
        assertArrayEquals(layer.run(step).get(quantity), given.output().get(quantity));
      }
    }
  }

  @Test
  void everyLineIsInTheSchema() throws Exception {
    ProtocolSchema schema = new ProtocolSchema();
    for (String line : block("transcript")) {
      assertEquals(List.of(), schema.mistakes(line.substring(2)), line);
    }
    Supported all = Supported.all("all", "here", Dtype.BINARY16);
    long id = 0;
    for (Dtype dtype : Dtype.values()) {
      for (Step step : ExactSteps.of(dtype)) {
        Step endless = step.withClip(Clip.symmetric(Double.POSITIVE_INFINITY, 5));
        String line = question(RequestCodec.run(++id, endless, all)).substring(2);
        assertEquals(List.of(), schema.mistakes(line), line);
      }
    }
    for (Layer layer : Layers.all()) {
      Step step = Step.of(layer, Mode.TRAINING, Dtype.FLOAT32, new Shape(2, 2, 1), new double[4]);
      String line = question(RequestCodec.run(++id, step, all)).substring(2);
      assertEquals(List.of(), schema.mistakes(line), line);
    }
  }

  /** A question that lacks a tensor of its layer is no question. */
  @Test
  void aQuestionHasEveryTensorOfItsLayer() throws Exception {
    ProtocolSchema schema = new ProtocolSchema();
    Supported all = Supported.all("all", "here", Dtype.FLOAT32);
    Shape shape = new Shape(2, 2, 1);
    for (Layer layer : Layers.all()) {
      Step step = Step.of(layer, Mode.TRAINING, Dtype.FLOAT32, shape, new double[4]);
      String line = question(RequestCodec.run(1, step, all)).substring(2);
      for (Role role : layer.given()) {
        ObjectNode without = (ObjectNode) Protocol.JSON.readTree(line);
        ((ObjectNode) without.get("step")).remove(role.label());
        assertFalse(
            schema.mistakes(without.toString()).isEmpty(), () -> layer + " without " + role);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"outputs\":{}}",
        "{\"id\":0,\"outputs\":{}}",
        "{\"id\":1}",
        "{\"id\":1,\"outputs\":{},\"rejected\":\"both\"}",
        "{\"id\":1,\"output\":{}}",
        "{\"id\":1,\"outputs\":{\"z\":[]}}",
        "{\"id\":1,\"outputs\":{\"y\":7}}",
        "{\"id\":1,\"outputs\":{\"y\":[\"nan\"]}}",
        "{\"id\":1,\"outputs\":{\"y\":\"~\"}}",
        "{\"id\":1,\"description\":{\"protocol\":1}}",
        "{\"id\":1,\"ask\":\"describe\",\"protocol\":2}",
        "{\"id\":1,\"ask\":\"run\",\"step\":{}}",
        "{\"id\":1,\"ask\":\"trace\",\"steps\":[]}",
      })
  void whatIsNoLineOfTheProtocolIsNotInTheSchema(String line) throws Exception {
    assertTrue(!new ProtocolSchema().mistakes(line).isEmpty(), line);
  }

  @Test
  void thePageNamesEveryKeyAndEveryName() throws Exception {
    String page = Files.readString(PAGE);
    StringJoiner missing = new StringJoiner(", ");
    for (String name : new ProtocolSchema().names()) {
      if (!page.contains("`" + name + "`") && !page.contains("\"" + name + "\"")) {
        missing.add(name);
      }
    }
    assertEquals("", missing.toString(), "the page does not speak of these");
  }

  @Test
  void thePageHasTheLimitsOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    Timeouts timeouts = Timeouts.of(ExecSubject.DEFAULT_TIMEOUT);
    long more = timeouts.start().minus(timeouts.answer()).toSeconds();
    String waits = "within %d s (`--timeout`; the start has %d s more)";
    assertTrue(page.contains(waits.formatted(timeouts.answer().toSeconds(), more)));
    String losses = "%d times in a row, without a good answer in between, or %d times in all";
    assertTrue(page.contains(losses.formatted(timeouts.inARow(), timeouts.inAll())));
  }

  @Test
  void theAdaptersMessagesAreInTheSchema() throws Exception {
    Optional<String> python = Runtimes.python("numpy");
    assumeTrue(python.isPresent(), "no python3 with numpy on this machine");
    String adapter = Runtimes.example("adapters/numpy_adapter.py").toString();
    Process process = new ProcessBuilder(python.get(), adapter).start();
    List<String> answers;
    try (var in = process.inputReader();
        var out = process.outputWriter()) {
      for (String line : block("transcript").subList(0, 6)) {
        if (line.startsWith(">")) {
          out.write(line.substring(2) + "\n");
        }
      }
      out.close();
      answers = in.lines().toList();
    }
    ProtocolSchema schema = new ProtocolSchema();
    for (String answer : answers) {
      assertEquals(List.of(), schema.mistakes(answer), answer);
    }
    // The transcript's first step is exact, so that every honest adapter says the same.
    assertEquals(
        Protocol.JSON.readTree(block("transcript").get(3).substring(2)),
        Protocol.JSON.readTree(answers.get(1)));
  }

  @Test
  void theShortestAdapterWorks(@TempDir Path folder) throws Exception {
    Optional<String> python = Runtimes.python("numpy");
    assumeTrue(python.isPresent(), "no python3 with numpy on this machine");
    Path adapter = folder.resolve("shortest.py");
    Files.write(adapter, block("python"));
    String command = "%s '%s'".formatted(python.get(), adapter);
    DefinedLayer<Double> layer = new DefinedLayer<>("it", Binary64.INSTANCE, Dtype.FLOAT64);
    int asked = 0;
    try (ExecSubject subject = ExecSubject.start(command, ExecSubject.DEFAULT_TIMEOUT)) {
      for (Step step : ExactSteps.of(Dtype.FLOAT64)) {
        if (step.layer() == Layers.of("batchnorm") && step.mode() == Mode.TRAINING) {
          Answer.Given given = assertInstanceOf(Answer.Given.class, subject.ask(step));
          assertArrayEquals(layer.run(step).get(Roles.Y), given.output().get(Roles.Y));
          asked++;
        }
      }
    }
    assertTrue(asked > 0);
  }

  @Test
  void theSchemasNamesAreThoseOfTheCode() throws Exception {
    JsonNode schema = new ProtocolSchema().root().path("$defs");
    List<String> layers = Layers.all().stream().map(Layer::label).toList();
    assertEquals(labels(schema.at("/layer/enum")), layers);
    assertEquals(labels(schema.at("/quantity/enum")), labels(Layers.results()));
    assertEquals(labels(schema.at("/dtype/enum")), labels(List.of(Dtype.values())));
  }

  private static List<String> labels(JsonNode names) {
    List<String> labels = new java.util.ArrayList<>();
    for (Iterator<JsonNode> each = names.elements(); each.hasNext(); ) {
      labels.add(each.next().asText());
    }
    return labels;
  }

  private static List<String> labels(Set<Role> roles) {
    return roles.stream().map(Role::label).toList();
  }

  private static List<String> labels(List<Dtype> dtypes) {
    return dtypes.stream().map(Dtype::label).toList();
  }
}
