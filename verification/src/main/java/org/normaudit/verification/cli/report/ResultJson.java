package org.normaudit.verification.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;

/** One result as a JSON object, there and back to the last bit. */
public final class ResultJson {
  private ResultJson() {}

  /** Writes the object. */
  public static void write(Result result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", result.subject());
    json.writeStringField("check", result.check());
    json.writeStringField("case", result.caseLine());
    json.writeStringField("verdict", result.verdict().name());
    number(json, "observed", result.observed());
    number(json, "allowed", result.allowed());
    json.writeStringField("unit", result.unit());
    number(json, "ulp", result.ulp());
    json.writeStringField("where", result.where());
    if (result.hasValues()) {
      number(json, "got", result.got());
      number(json, "exact", result.exact());
      number(json, "low", result.exact() - result.allowed());
      number(json, "high", result.exact() + result.allowed());
    }
    if (!result.note().isEmpty()) {
      json.writeStringField("note", result.note());
    }
    json.writeEndObject();
  }

  /**
   * Reads the object.
   *
   * @throws IllegalArgumentException if it is no result
   */
  public static Result read(JsonNode json) {
    return new Result(
        text(json, "subject"),
        text(json, "check"),
        text(json, "case"),
        Verdict.valueOf(text(json, "verdict")),
        number(json.path("observed")),
        number(json.path("allowed")),
        text(json, "unit"),
        number(json.path("ulp")),
        text(json, "where"),
        number(json.path("got")),
        number(json.path("exact")),
        json.path("note").asText(""));
  }

  static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "'%s' is missing or no text", name));
    }
    return value.textValue();
  }

  // JSON has no NaN and no infinity: infinities are written as the strings that Java reads back,
  // and what is no number is left out.
  private static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else if (!Double.isNaN(value)) {
      json.writeStringField(name, Double.toString(value));
    }
  }

  private static double number(JsonNode json) {
    if (json.isMissingNode()) {
      return Double.NaN;
    }
    return json.isTextual() ? Double.parseDouble(json.textValue()) : json.doubleValue();
  }
}
