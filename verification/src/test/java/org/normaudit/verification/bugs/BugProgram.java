package org.normaudit.verification.bugs;

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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.SecondOrder;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.verification.data.TensorBytes;
import org.normaudit.verification.variants.Summation;
import org.normaudit.verification.variants.VarianceAlgorithm;

/**
 * A foreign program that makes the mistakes of seeded bugs: it speaks the adapter protocol, and
 * sums and takes its variance by other algorithms than the seeded bugs themselves.
 *
 * <p>Arguments: the dtype, and the names of the bugs.
 */
public final class BugProgram {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MistakenLayer layer;
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

  /** Pairwise sums, and moments of halves merged; nothing can be halved where there is nothing. */
  static void write(Recipe recipe) {
    recipe.sum = v -> Summation.PAIRWISE.sum(recipe.a, v);
    Recipe.Stage honest = recipe.stages.get(Step.MOMENTS);
    HonestForward.moments(recipe, VarianceAlgorithm.MERGED, Summation.PAIRWISE);
    Recipe.Stage merged = recipe.stages.get(Step.MOMENTS);
    recipe.vector(Step.MOMENTS, c -> c.m() == 0 ? honest.of(c) : merged.of(c));
  }

  private static Map<LayerKind, Convention> conventions(List<SeededBug> bugs) {
    Map<LayerKind, Convention> conventions = new EnumMap<>(LayerKind.class);
    for (LayerKind kind : LayerKind.values()) {
      if (bugs.stream().allMatch(bug -> bug.layers().contains(kind))) {
        conventions.put(kind, Convention.paper(kind));
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
    List<LayerInput> steps = new ArrayList<>();
    asked.forEach(step -> steps.add(input(step)));
    try {
      List<LayerOutput> outputs = layer.trace(steps);
      ArrayNode array = answer.putArray("steps");
      outputs.forEach(output -> array.addObject().set("outputs", outputs(output)));
    } catch (IllegalArgumentException e) {
      answer.put("rejected", e.getMessage());
    }
  }

  private ObjectNode description() {
    ObjectNode node = JSON.createObjectNode().put("protocol", 1).put("name", "bug");
    ArrayNode layers = node.putArray("layers");
    layer.capabilities().layers().forEach(kind -> layers.add(kind.label()));
    node.putArray("modes").add("training").add("inference");
    node.putArray("dtypes").add(dtype.label());
    ArrayNode quantities = node.putArray("quantities");
    for (Quantity quantity : Quantity.values()) {
      quantities.add(quantity.label());
    }
    return node.put("trace", true);
  }

  private ObjectNode outputs(LayerOutput output) {
    ObjectNode node = JSON.createObjectNode();
    for (Quantity quantity : output.quantities()) {
      byte[] bytes = TensorBytes.encode(dtype, output.get(quantity));
      node.put(quantity.label(), Base64.getEncoder().encodeToString(bytes));
    }
    return node;
  }

  private LayerInput input(JsonNode step) {
    UpdateRule rule = UpdateRule.rate(step.get("momentum").asDouble());
    if (step.get("cumulative").asBoolean()) {
      rule = UpdateRule.cumulative(UpdateRule.Correction.BIASED);
    }
    if (!step.get("tracking").asBoolean()) {
      rule = UpdateRule.frozen();
    }
    JsonNode shape = step.get("shape");
    LayerInput input =
        new LayerInput(
            LayerKind.of(step.get("layer").asText()),
            step.get("mode").asText().equals("training") ? Mode.TRAINING : Mode.INFERENCE,
            dtype,
            new Shape(shape.get(0).asInt(), shape.get(1).asInt(), shape.get(2).asInt()),
            step.get("epsilon").asDouble(),
            rule,
            new Clip(bound(step, "r_min"), bound(step, "r_max"), bound(step, "d_max")),
            step.get("affine").asBoolean(),
            tensor(step, "x"),
            tensor(step, "gamma"),
            tensor(step, "beta"),
            new RunningStatistics(
                tensor(step, "running_mean"),
                tensor(step, "running_spread"),
                step.get("updates").asLong()),
            tensor(step, "dy"),
            step.has("ddx")
                ? Optional.of(
                    new SecondOrder(
                        tensor(step, "ddx"), tensor(step, "ddgamma"), tensor(step, "ddbeta")))
                : Optional.empty());
    return step.has("groups") ? input.withGroups(step.get("groups").asInt()) : input;
  }

  private static double bound(JsonNode step, String key) {
    return Double.parseDouble(step.get(key).asText());
  }

  private double[] tensor(JsonNode step, String key) {
    return TensorBytes.decode(dtype, Base64.getDecoder().decode(step.get(key).asText()));
  }
}
