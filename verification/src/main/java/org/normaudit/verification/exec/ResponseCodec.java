package org.normaudit.verification.exec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.subject.Outputs;
import org.normaudit.verification.subject.SanitizedText;

/** Decodes the lines that answer requests. */
final class ResponseCodec {
  // A decimal binary64 has at most 24 characters; with quotes, a comma and blanks it stays below.
  private static final int BYTES_PER_VALUE = 32;
  private static final int BYTES_PER_QUANTITY = 64;
  private static final int BYTES_BESIDE = 8192;

  private ResponseCodec() {}

  /** The longest line that can answer these steps. */
  static int longest(List<LayerInput> steps) {
    long bytes = BYTES_BESIDE;
    for (LayerInput step : steps) {
      for (Quantity quantity : Quantity.values()) {
        bytes += BYTES_PER_QUANTITY + (long) BYTES_PER_VALUE * quantity.length(step.shape());
      }
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
  }

  static Description description(JsonNode answer) throws ProtocolException {
    Protocol.requireKeys("the answer", answer, Set.of("id", "description"));
    return Description.of(answer.path("description"));
  }

  static Answer run(JsonNode answer, LayerInput input, Capabilities capabilities)
      throws ProtocolException {
    Protocol.requireKeys("the answer", answer, Set.of("id", "outputs", "rejected", "unsupported"));
    return step(answer, input, capabilities);
  }

  static List<Answer> trace(JsonNode answer, List<LayerInput> steps, Capabilities capabilities)
      throws ProtocolException {
    Protocol.requireKeys("the answer", answer, Set.of("id", "steps", "rejected", "unsupported"));
    if (!answer.has("steps")) {
      return List.of(step(answer, steps.get(0), capabilities));
    }
    JsonNode array = answer.get("steps");
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < Math.min(array.size(), steps.size()); i++) {
      JsonNode one = array.get(i);
      Protocol.requireKeys("a step", one, Set.of("outputs", "rejected", "unsupported"));
      answers.add(step(one, steps.get(i), capabilities));
    }
    boolean whole = answers.stream().allMatch(Answer.Given.class::isInstance);
    if (array.size() > steps.size() || (whole && array.size() < steps.size())) {
      throw new ProtocolException(
          "the answer has %d steps where %d are due".formatted(array.size(), steps.size()));
    }
    return answers;
  }

  private static Answer step(JsonNode node, LayerInput input, Capabilities capabilities)
      throws ProtocolException {
    if (node.has("rejected")) {
      return new Answer.Rejected(SanitizedText.clean(node.get("rejected").asText()));
    }
    if (node.has("unsupported")) {
      return new Answer.Unsupported(SanitizedText.clean(node.get("unsupported").asText()));
    }
    JsonNode outputs = node.path("outputs");
    if (!outputs.isObject()) {
      throw new ProtocolException(
          "the answer has none of \"outputs\", \"rejected\" and \"unsupported\"");
    }
    LayerOutput output = LayerOutput.empty();
    for (Map.Entry<String, JsonNode> entry : outputs.properties()) {
      Quantity quantity = quantity(entry.getKey());
      int length = quantity.length(input.shape());
      output =
          output.with(
              quantity, Tensors.decode(quantity.label(), input.dtype(), entry.getValue(), length));
    }
    Optional<String> fault = Outputs.fault(capabilities, input, output);
    if (fault.isPresent()) {
      throw new ProtocolException(fault.get());
    }
    return new Answer.Given(only(Outputs.defined(capabilities.quantities(), input), output));
  }

  private static Quantity quantity(String label) throws ProtocolException {
    try {
      return Quantity.of(SanitizedText.clean(label));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(e.getMessage());
    }
  }

  private static LayerOutput only(Set<Quantity> wanted, LayerOutput output) {
    LayerOutput only = LayerOutput.empty();
    for (Quantity quantity : output.quantities()) {
      if (wanted.contains(quantity)) {
        only = only.with(quantity, output.get(quantity));
      }
    }
    return only;
  }
}
