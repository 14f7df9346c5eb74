package org.normaudit.verification.lab.bugs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Formats;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.io.data.TensorBytes;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;

/**
 * A foreign program that makes the mistakes of seeded bugs: it speaks the adapter protocol, and
 * sums and takes its variance by other algorithms than the seeded bugs themselves.
 *
 * <p>Arguments: the dtype, and the names of the bugs.
 */
public final class BugProgram {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MutantLayer layer;
  private final Dtype dtype;

  private BugProgram(Dtype dtype, List<SeededBug> bugs) {
    this.dtype = dtype;
    this.layer = SeededBug.layer(dtype, conventions(bugs), bugs, BugProgram::write);
  }

  /** The command that starts it. */
  public static String command(Dtype dtype, String... bugs) {
    return "'%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %s %s"
        .formatted(
            ProcessHandle.current().info().command().orElse("java"),
            System.getProperty("java.class.path"),
            BugProgram.class.getName(),
            dtype.label(),
            String.join(" ", bugs));
  }

  public static void main(String[] args) throws Exception {
    List<SeededBug> bugs = new ArrayList<>();
    Arrays.asList(args).subList(1, args.length).forEach(name -> bugs.add(SeededBugs.named(name)));
    BugProgram program = new BugProgram(Dtype.of(args[0]), bugs);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(JSON.writeValueAsString(program.answer(JSON.readTree(line))));
    }
  }

  /** Pairwise sums, and moments of halves merged. */
  static void write(Mutation mutation) {
    mutation.order = Summation.PAIRWISE;
    mutation.variance = VarianceAlgorithm.MERGED;
  }

  private static Map<Layer, Convention> conventions(List<SeededBug> bugs) {
    Map<Layer, Convention> conventions = Layers.map();
    for (Layer kind : Layers.all()) {
      if (bugs.stream().allMatch(bug -> bug.layers().contains(kind))) {
        conventions.put(kind, kind.paper());
      }
    }
    return conventions;
  }

  private ObjectNode answer(JsonNode question) {
    ObjectNode answer = JSON.createObjectNode().put("id", question.get("id").asLong());
    switch (question.get("ask").asText()) {
      case "describe" -> answer.set("description", description());
      case "run" -> put(answer, question.get("step"));
      default -> putTrace(answer, question.get("steps"));
    }
    return answer;
  }

  private void put(ObjectNode answer, JsonNode step) {
    try {
      answer.set("outputs", outputs(layer.run(input(step))));
    } catch (IllegalArgumentException e) {
      answer.put("rejected", e.getMessage());
    }
  }

  private void putTrace(ObjectNode answer, JsonNode asked) {
    List<Step> steps = new ArrayList<>();
    asked.forEach(step -> steps.add(input(step)));
    try {
      List<StepOutput> outputs = layer.trace(steps);
      ArrayNode array = answer.putArray("steps");
      outputs.forEach(output -> array.addObject().set("outputs", outputs(output)));
    } catch (IllegalArgumentException e) {
      answer.put("rejected", e.getMessage());
    }
  }

  private ObjectNode description() {
    ObjectNode node = JSON.createObjectNode().put("protocol", 1).put("name", "bug");
    ArrayNode layers = node.putArray("layers");
    layer.supported().layers().forEach(kind -> layers.add(kind.label()));
    node.putArray("modes").add("training").add("inference");
    node.putArray("dtypes").add(dtype.label());
    ArrayNode quantities = node.putArray("quantities");
    for (Role quantity : Layers.results()) {
      quantities.add(quantity.label());
    }
    return node.put("trace", true);
  }

  private ObjectNode outputs(StepOutput output) {
    ObjectNode node = JSON.createObjectNode();
    for (Role quantity : output.roles()) {
      byte[] bytes = TensorBytes.encode(dtype, output.get(quantity));
      node.put(quantity.label(), Base64.getEncoder().encodeToString(bytes));
    }
    return node;
  }

  private Step input(JsonNode asked) {
    UpdateRule rule = UpdateRule.rate(asked.get("momentum").asDouble());
    if (asked.get("cumulative").asBoolean()) {
      rule = UpdateRule.cumulative(UpdateRule.Correction.BIASED);
    }
    if (!asked.get("tracking").asBoolean()) {
      rule = UpdateRule.frozen(rule.momentum());
    }
    Layer kind = Layers.of(asked.get("layer").asText());
    JsonNode shape = asked.get("shape");
    Map<Role, double[]> tensors = new HashMap<>();
    kind.given().forEach(role -> tensors.put(role, tensor(asked, role.label())));
    if (asked.has("ddx")) {
      kind.secondUpstreams().forEach(role -> tensors.put(role, tensor(asked, role.label())));
    }
    Settings settings =
        Settings.USUAL
            .with(Settings.EPSILON, asked.get("epsilon").asDouble())
            .with(rule)
            .with(new Clip(bound(asked, "r_min"), bound(asked, "r_max"), bound(asked, "d_max")))
            .with(Settings.UPDATES, asked.get("updates").asLong())
            .with(Settings.AFFINE, asked.get("affine").asBoolean())
            .with(Settings.GROUPS, asked.has("groups") ? asked.get("groups").asInt() : 1);
    return Step.of(
        kind,
        asked.get("mode").asText().equals("training") ? Mode.TRAINING : Mode.INFERENCE,
        Formats.of(dtype),
        new Shape(shape.get(0).asInt(), shape.get(1).asInt(), shape.get(2).asInt()),
        settings,
        tensors);
  }

  private static double bound(JsonNode step, String key) {
    return Double.parseDouble(step.get(key).asText());
  }

  private double[] tensor(JsonNode step, String key) {
    return TensorBytes.decode(dtype, Base64.getDecoder().decode(step.get(key).asText()));
  }
}
