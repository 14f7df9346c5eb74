package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.SanitizedText;
import org.normaudit.verification.io.data.TensorBytes;

/**
 * The description that a program gives of itself.
 *
 * @param supported what it can be asked for
 * @param trace whether it carries running statistics through the steps of one layer object itself
 * @param compute the format that it computes in, where it says so
 * @param variance the class of its variance algorithm
 * @param folded whether y may come from the folded form
 */
record Description(
    Supported supported,
    boolean trace,
    Map<Dtype, Dtype> compute,
    ErrorModel.VarianceClass variance,
    boolean folded) {

  private static final Set<String> KEYS =
      Set.of(
          "protocol",
          "name",
          "ran_on",
          "layers",
          "modes",
          "dtypes",
          "quantities",
          "trace",
          "compute",
          "variance",
          "folded",
          "cannot");

  /** The allowances that follow; what is not said is taken at its loosest. */
  ErrorModel model(Dtype dtype) {
    ErrorModel model = ErrorModel.unknown(dtype).withVariance(variance).withFolded(folded);
    return compute.containsKey(dtype) ? model.withCompute(compute.get(dtype)) : model;
  }

  static Description of(JsonNode node) throws ProtocolException {
    Protocol.requireKeys("the description", node, KEYS);
    if (!node.has("protocol")) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT, "its description lacks \"protocol\", which is %d", Protocol.VERSION));
    }
    int version = node.path("protocol").asInt();
    if (version != Protocol.VERSION) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT,
              "it speaks protocol %s, the audit speaks %d",
              SanitizedText.clean(node.path("protocol").asText()),
              Protocol.VERSION));
    }
    String ranOn = text(node, "ran_on", "unknown");
    String cannot = text(node, "cannot", "");
    Supported supported =
        new Supported(
            text(node, "name", null),
            cannot.isEmpty() ? ranOn : ranOn + " (cannot: " + cannot + ")",
            Layers.set(names(node, "layers", Layers::of)),
            EnumSet.copyOf(names(node, "modes", Protocol::mode)),
            new TreeSet<>(names(node, "dtypes", Description::dtype)),
            Roles.ordered(names(node, "quantities", Layers::result)));
    return new Description(
        supported,
        flag(node, "trace", false),
        compute(node.path("compute")),
        variance(node),
        flag(node, "folded", true));
  }

  private static String text(JsonNode node, String key, String otherwise) throws ProtocolException {
    JsonNode value = node.path(key);
    if (value.isMissingNode() && otherwise != null) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw new ProtocolException("the description needs a text for \"" + key + "\"");
    }
    return SanitizedText.clean(value.textValue());
  }

  private static boolean flag(JsonNode node, String key, boolean otherwise)
      throws ProtocolException {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new ProtocolException("the description needs true or false for \"" + key + "\"");
    }
    return value.asBoolean(otherwise);
  }

  private static <T> Set<T> names(JsonNode node, String key, Function<String, T> parse)
      throws ProtocolException {
    JsonNode array = node.path(key);
    if (!array.isArray() || array.isEmpty()) {
      throw new ProtocolException("the description needs an array of names for \"" + key + "\"");
    }
    Set<T> names = new LinkedHashSet<>();
    for (JsonNode element : array) {
      names.add(named(element.asText(), parse));
    }
    return names;
  }

  private static <T> T named(String name, Function<String, T> parse) throws ProtocolException {
    try {
      return parse.apply(SanitizedText.clean(name));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("in the description: " + e.getMessage());
    }
  }

  // A format without a layout in bytes has no place in the protocol.
  private static Dtype dtype(String label) {
    return Dtype.of(label, TensorBytes.formats());
  }

  private static Map<Dtype, Dtype> compute(JsonNode node) throws ProtocolException {
    Map<Dtype, Dtype> compute = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Dtype storage = named(entry.getKey(), Description::dtype);
      Dtype format = named(entry.getValue().asText(), Description::dtype);
      if (format.precision() < storage.precision()) {
        throw new ProtocolException(
            String.format(
                Locale.ROOT,
                "in the description: %s computes in %s, which has fewer digits",
                storage.label(),
                format.label()));
      }
      compute.put(storage, format);
    }
    return compute;
  }

  private static ErrorModel.VarianceClass variance(JsonNode node) throws ProtocolException {
    return switch (text(node, "variance", "updating")) {
      case "two_pass" -> ErrorModel.VarianceClass.TWO_PASS;
      case "updating" -> ErrorModel.VarianceClass.UPDATING;
      default ->
          throw new ProtocolException(
              "in the description: \"variance\" is \"two_pass\" or \"updating\"");
    };
  }
}
