package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Outputs;
import org.normaudit.verification.core.subject.SanitizedText;
import org.normaudit.verification.core.subject.Suggestion;

/** Decodes the lines that answer requests. */
final class ResponseCodec {
  // A decimal binary64 has at most 24 characters; with quotes, a comma and blanks it stays below.
  private static final int BYTES_PER_VALUE = 32;
  private static final int BYTES_PER_QUANTITY = 64;
  private static final int BYTES_BESIDE = 8192;

  private ResponseCodec() {}

  /** The longest line that can answer these steps. */
  static int longest(List<Step> steps) {
    long bytes = BYTES_BESIDE;
    for (Step step : steps) {
      for (Role role : step.layer().results()) {
        bytes += BYTES_PER_QUANTITY + (long) BYTES_PER_VALUE * role.length(step.shape());
      }
    }
    return (int) Math.min(bytes, Integer.MAX_VALUE / 2);
  }

  static Description description(JsonNode answer) throws ProtocolException {
    Protocol.requireKeys("the answer", answer, List.of("id", "description"));
    if (!answer.has("description")) {
      throw new ProtocolException("the answer lacks \"description\", a JSON object");
    }
    return Description.of(answer.get("description"));
  }

  static Answer run(JsonNode answer, Step input, Supported supported) throws ProtocolException {
    Protocol.requireKeys("the answer", answer, List.of("id", "outputs", "rejected", "unsupported"));
    return step(answer, input, supported);
  }

  static List<Answer> trace(JsonNode answer, List<Step> steps, Supported supported)
      throws ProtocolException {
    Protocol.requireKeys("the answer", answer, List.of("id", "steps", "rejected", "unsupported"));
    if (!answer.has("steps")) {
      return List.of(step(answer, steps.get(0), supported));
    }
    JsonNode array = answer.get("steps");
    if (!array.isArray()) {
      throw Protocol.wrong("\"steps\"", array, "an array");
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < Math.min(array.size(), steps.size()); i++) {
      JsonNode one = array.get(i);
      Protocol.requireKeys("a step", one, List.of("outputs", "rejected", "unsupported"));
      answers.add(step(one, steps.get(i), supported));
    }
    boolean whole = answers.stream().allMatch(Answer.Given.class::isInstance);
    if (array.size() > steps.size() || (whole && array.size() < steps.size())) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT, "the answer has %d steps where %d are due", array.size(), steps.size()));
    }
    return answers;
  }

  private static Answer step(JsonNode node, Step input, Supported supported)
      throws ProtocolException {
    if (node.has("rejected")) {
      return new Answer.Rejected(why(node, "rejected"));
    }
    if (node.has("unsupported")) {
      return new Answer.Unsupported(why(node, "unsupported"));
    }
    JsonNode outputs = node.path("outputs");
    if (outputs.isMissingNode()) {
      throw new ProtocolException(
          "the answer has none of \"outputs\", \"rejected\" and \"unsupported\"");
    }
    if (!outputs.isObject()) {
      throw Protocol.wrong("\"outputs\"", outputs, "an object of tensors");
    }
    StepOutput output = StepOutput.empty();
    for (Map.Entry<String, JsonNode> entry : outputs.properties()) {
      Role role = role(entry.getKey());
      int length = role.length(input.shape());
      output =
          output.with(
              role, Tensors.decode(role.label(), input.format(role), entry.getValue(), length));
    }
    Optional<String> fault = Outputs.fault(supported, input, output);
    if (fault.isPresent()) {
      throw new ProtocolException(fault.get());
    }
    return new Answer.Given(only(Outputs.defined(supported.results(), input), output));
  }

  private static String why(JsonNode node, String key) throws ProtocolException {
    if (!node.get(key).isTextual()) {
      throw Protocol.wrong("\"" + key + "\"", node.get(key), "a text that says why");
    }
    return SanitizedText.clean(node.get(key).textValue());
  }

  private static Role role(String label) throws ProtocolException {
    try {
      return Layers.result(SanitizedText.clean(label));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(Suggestion.added(e.getMessage()));
    }
  }

  private static StepOutput only(Set<Role> wanted, StepOutput output) {
    StepOutput only = StepOutput.empty();
    for (Role role : output.roles()) {
      if (wanted.contains(role)) {
        only = only.with(role, output.get(role));
      }
    }
    return only;
  }
}
