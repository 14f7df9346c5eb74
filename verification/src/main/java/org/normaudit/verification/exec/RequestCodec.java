package org.normaudit.verification.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.SecondOrder;

/** Encodes requests as lines. */
final class RequestCodec {
  private RequestCodec() {}

  static byte[] describe(long id) {
    return line(request(id, "describe").put("protocol", Protocol.VERSION));
  }

  static byte[] run(long id, LayerInput input, Capabilities capabilities) {
    ObjectNode request = request(id, "run");
    request.set("step", step(input, capabilities));
    return line(request);
  }

  static byte[] trace(long id, List<LayerInput> steps, Capabilities capabilities) {
    ObjectNode request = request(id, "trace");
    ArrayNode array = request.putArray("steps");
    steps.forEach(step -> array.add(step(step, capabilities)));
    return line(request);
  }

  private static ObjectNode request(long id, String ask) {
    return Protocol.JSON.createObjectNode().put("id", id).put("ask", ask);
  }

  private static ObjectNode step(LayerInput input, Capabilities capabilities) {
    Dtype dtype = input.dtype();
    ObjectNode step = StepSettings.of(input);
    step.put("x", Tensors.encode(dtype, input.x()))
        .put("gamma", Tensors.encode(dtype, input.gamma()))
        .put("beta", Tensors.encode(dtype, input.beta()))
        .put("running_mean", Tensors.encode(dtype, input.state().mean()))
        .put("running_spread", Tensors.encode(dtype, input.state().spread()))
        .put("dy", Tensors.encode(dtype, input.dy()));
    input
        .second()
        .filter(second -> hasSecondOrder(capabilities.quantities()))
        .ifPresent(second -> putSecond(step, dtype, second));
    return step;
  }

  private static boolean hasSecondOrder(Set<Quantity> quantities) {
    return quantities.contains(Quantity.GRAD_X)
        || quantities.contains(Quantity.GRAD_GAMMA)
        || quantities.contains(Quantity.GRAD_DY);
  }

  private static void putSecond(ObjectNode step, Dtype dtype, SecondOrder second) {
    step.put("ddx", Tensors.encode(dtype, second.ddx()))
        .put("ddgamma", Tensors.encode(dtype, second.ddgamma()))
        .put("ddbeta", Tensors.encode(dtype, second.ddbeta()));
  }

  private static byte[] line(ObjectNode request) {
    try {
      return (Protocol.JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // Texts and numbers always have a JSON form.
    }
  }
}
