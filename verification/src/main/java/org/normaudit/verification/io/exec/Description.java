package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
import org.normaudit.verification.core.subject.Suggestion;
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

  private static final List<String> KEYS =
      List.of(
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
    JsonNode version = node.get("protocol");
    if (!version.isIntegralNumber() || version.asLong() != Protocol.VERSION) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT,
              "it speaks protocol %s, the audit speaks %d%s",
              SanitizedText.clean(version.toString()),
              Protocol.VERSION,
              version.isNumber() ? "" : ", a number"));
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
    require(value.isTextual(), value, key, "a text");
    return SanitizedText.clean(value.textValue());
  }

  private static boolean flag(JsonNode node, String key, boolean otherwise)
      throws ProtocolException {
    JsonNode value = node.path(key);
    require(value.isMissingNode() || value.isBoolean(), value, key, "true or false");
    return value.asBoolean(otherwise);
  }

  private static <T> Set<T> names(JsonNode node, String key, Function<String, T> parse)
      throws ProtocolException {
    JsonNode array = node.path(key);
    require(array.isArray(), array, key, "an array of names");
    if (array.isEmpty()) {
      throw new ProtocolException(
          "the description has no name in \"" + key + "\", where at least one is expected");
    }
    Set<T> names = new LinkedHashSet<>();
    for (JsonNode element : array) {
      names.add(named(key, element, parse));
    }
    return names;
  }

  private static void require(boolean right, JsonNode value, String key, String expected)
      throws ProtocolException {
    if (right) {
      return;
    }
    if (value.isMissingNode()) {
      throw new ProtocolException(
          String.format(Locale.ROOT, "its description lacks \"%s\", %s", key, expected));
    }
    throw Protocol.wrong("in the description: \"" + key + "\"", value, expected);
  }

  private static <T> T named(String key, JsonNode name, Function<String, T> parse)
      throws ProtocolException {
    if (!name.isTextual()) {
      throw Protocol.wrong("in the description: a part of \"" + key + "\"", name, "a name");
    }
    if (name.textValue().isBlank()) {
      throw new ProtocolException(
          "in the description: a part of \"" + key + "\" is an empty text, no name");
    }
    return named(name.textValue(), parse);
  }

  private static <T> T named(String name, Function<String, T> parse) throws ProtocolException {
    try {
      return parse.apply(SanitizedText.clean(name));
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("in the description: " + Suggestion.added(e.getMessage()));
    }
  }

  // A format without a layout in bytes has no place in the protocol.
  private static Dtype dtype(String label) {
    return Dtype.of(label, TensorBytes.formats());
  }

  private static Map<Dtype, Dtype> compute(JsonNode node) throws ProtocolException {
    require(
        node.isMissingNode() || node.isObject(), node, "compute", "an object of names of dtypes");
    Map<Dtype, Dtype> compute = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Dtype storage = named(entry.getKey(), Description::dtype);
      Dtype format = named("compute", entry.getValue(), Description::dtype);
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
    String name = text(node, "variance", "updating");
    return switch (name) {
      case "two_pass" -> ErrorModel.VarianceClass.TWO_PASS;
      case "updating" -> ErrorModel.VarianceClass.UPDATING;
      default ->
          throw new ProtocolException(
              "in the description: "
                  + Suggestion.added("unknown variance '" + name + "': one of two_pass, updating"));
    };
  }
}
