package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Mode;
import org.normaudit.verification.core.subject.SanitizedText;
import org.normaudit.verification.core.subject.Suggestion;

/** What requests and answers have in common. */
final class Protocol {
  /** The version that this audit speaks. */
  static final int VERSION = 1;

  // A line is bounded before it is read as JSON, and so is every string in it.
  static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNestingDepth(16)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Protocol() {}

  /** One line as a JSON object. */
  static JsonNode object(byte[] line) throws ProtocolException {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT,
              "a line of its output is not JSON: %s; %s",
              start(line),
              JsonMistake.sentence(e, line)));
    } catch (IOException e) {
      throw new ProtocolException("a line of its output is not UTF-8: " + start(line));
    }
    if (node.isMissingNode()) {
      throw new ProtocolException(
          "a line of its output is empty, where one JSON object is expected");
    }
    if (!node.isObject()) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT,
              "a line of its output is no JSON object: %s is %s",
              start(line),
              kind(node)));
    }
    return node;
  }

  /** Rejects keys that the protocol does not have: they are typing errors that would go unseen. */
  static void requireKeys(String what, JsonNode node, List<String> known) throws ProtocolException {
    if (!node.isObject()) {
      throw wrong(what, node, "a JSON object");
    }
    for (String key : (Iterable<String>) node::fieldNames) {
      if (!known.contains(key)) {
        throw new ProtocolException(
            String.format(
                Locale.ROOT,
                "%s has an unknown key \"%s\": one of %s%s",
                what,
                SanitizedText.clean(key),
                String.join(", ", known),
                Suggestion.of(key, known)));
      }
    }
  }

  /** That a value has another kind than is expected. */
  static ProtocolException wrong(String what, JsonNode node, String expected) {
    return new ProtocolException(
        String.format(Locale.ROOT, "%s is %s where %s is expected", what, kind(node), expected));
  }

  /** What a value is, in the words of JSON. */
  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      default -> "null";
    };
  }

  static Mode mode(String label) {
    for (Mode mode : Mode.values()) {
      if (mode.label().equals(label)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("unknown mode '" + label + "': one of training, inference");
  }

  private static String start(byte[] line) {
    int length = Math.min(line.length, 80);
    return "'" + SanitizedText.clean(new String(line, 0, length, StandardCharsets.UTF_8)) + "'";
  }
}
