package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Locale;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.core.subject.SanitizedText;
import org.normaudit.verification.io.data.TensorBytes;

/** Tensors in JSON: base64 of their little-endian bytes, or an array of decimal numbers. */
final class Tensors {
  private Tensors() {}

  /** The base64 text of a tensor. */
  static String encode(Dtype dtype, double[] values) {
    return Base64.getEncoder().encodeToString(TensorBytes.encode(dtype, values));
  }

  /**
   * A tensor from an answer. Decimal numbers are rounded to the nearest value of {@code dtype}.
   *
   * @throws ProtocolException if it is neither form, or has another length
   */
  static double[] decode(String name, Dtype dtype, JsonNode node, int length)
      throws ProtocolException {
    double[] values =
        node.isTextual() ? fromBase64(name, dtype, node, length) : fromArray(name, dtype, node);
    if (values.length != length) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT, "%s has %d values where %d are due", name, values.length, length));
    }
    return values;
  }

  private static double[] fromBase64(String name, Dtype dtype, JsonNode node, int length)
      throws ProtocolException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(node.textValue());
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT,
              "%s is not base64, the standard alphabet with padding: '%s'",
              name,
              SanitizedText.start(node.textValue())));
    }
    if (bytes.length != (long) length * TensorBytes.width(dtype)) {
      throw new ProtocolException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes where %d %s values have %d",
              name,
              bytes.length,
              length,
              dtype.label(),
              (long) length * TensorBytes.width(dtype)));
    }
    return TensorBytes.decode(dtype, bytes);
  }

  private static double[] fromArray(String name, Dtype dtype, JsonNode node)
      throws ProtocolException {
    if (!node.isArray()) {
      throw Protocol.wrong(name, node, "base64 or a flat array of numbers");
    }
    if (node.path(0).isArray()) {
      throw new ProtocolException(
          name + " is an array of arrays where a flat array of numbers is expected");
    }
    double[] values = new double[node.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = dtype.round(number(name + "[" + i + "]", node.get(i)));
    }
    return values;
  }

  private static double number(String name, JsonNode node) throws ProtocolException {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (!node.isTextual()) {
      throw Protocol.wrong(name, node, "a number");
    }
    return switch (node.textValue()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new ProtocolException(
              String.format(
                  Locale.ROOT,
                  "%s must be a number, \"NaN\", \"Infinity\" or \"-Infinity\": \"%s\"",
                  name,
                  SanitizedText.start(node.textValue())));
    };
  }
}
