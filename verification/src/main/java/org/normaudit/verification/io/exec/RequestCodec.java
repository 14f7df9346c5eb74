package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.Supported;

/** Encodes requests as lines. */
final class RequestCodec {
  private RequestCodec() {}

  static byte[] describe(long id) {
    return line(request(id, "describe").put("protocol", Protocol.VERSION));
  }

  static byte[] run(long id, Step input, Supported supported) {
    ObjectNode request = request(id, "run");
    request.set("step", step(input, supported));
    return line(request);
  }

  static byte[] trace(long id, List<Step> steps, Supported supported) {
    ObjectNode request = request(id, "trace");
    ArrayNode array = request.putArray("steps");
    steps.forEach(step -> array.add(step(step, supported)));
    return line(request);
  }

  private static ObjectNode request(long id, String ask) {
    return Protocol.JSON.createObjectNode().put("id", id).put("ask", ask);
  }

  private static ObjectNode step(Step input, Supported supported) {
    ObjectNode step = StepSettings.of(input);
    for (Role role : input.roles()) {
      if (role.kind() != Role.Kind.SECOND_UPSTREAM || hasSecondOrder(supported.results())) {
        step.put(role.label(), Tensors.encode(input.format(role), input.get(role)));
      }
    }
    return step;
  }

  private static boolean hasSecondOrder(Set<Role> results) {
    return results.stream().anyMatch(role -> role.kind() == Role.Kind.SECOND_GRADIENT);
  }

  private static byte[] line(ObjectNode request) {
    try {
      return (Protocol.JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // Texts and numbers always have a JSON form.
    }
  }
}
