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
import java.util.Locale;
import java.util.Set;
import org.normaudit.reference.Mode;
import org.normaudit.verification.core.subject.SanitizedText;

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
              "a line of its output is not JSON: %s (%s)",
              start(line),
              SanitizedText.clean(e.getOriginalMessage())));
    } catch (IOException e) {
      throw new ProtocolException("a line of its output is not UTF-8: " + start(line));
    }
    if (!node.isObject()) {
      throw new ProtocolException("a line of its output is no JSON object: " + start(line));
    }
    return node;
  }

  /** Rejects keys that the protocol does not have: they are typing errors that would go unseen. */
  static void requireKeys(String what, JsonNode node, Set<String> known) throws ProtocolException {
    if (!node.isObject()) {
      throw new ProtocolException(what + " is no JSON object");
    }
    for (String key : (Iterable<String>) node::fieldNames) {
      if (!known.contains(key)) {
        throw new ProtocolException(
            String.format(
                Locale.ROOT, "%s has an unknown key \"%s\"", what, SanitizedText.clean(key)));
      }
    }
  }

  static Mode mode(String label) {
    for (Mode mode : Mode.values()) {
      if (mode.label().equals(label)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("unknown mode '" + label + "': training or inference");
  }

  private static String start(byte[] line) {
    int length = Math.min(line.length, 80);
    return "'" + SanitizedText.clean(new String(line, 0, length, StandardCharsets.UTF_8)) + "'";
  }
}
