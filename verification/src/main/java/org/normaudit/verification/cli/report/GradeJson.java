package org.normaudit.verification.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.lab.grade.AlgorithmClass;
import org.normaudit.verification.lab.grade.Grade;

/** One grade as a JSON object, there and back to the last bit. */
public final class GradeJson {
  private GradeJson() {}

  /** Writes the object. */
  public static void write(Grade grade, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("subject", grade.subject());
    json.writeStringField("dtype", grade.dtype().label());
    json.writeStringField("class", grade.algorithm().label());
    json.writeStringField("grade", grade.text());
    json.writeStringField("note", grade.note());
    json.writeArrayFieldStart("ladder");
    for (Grade.Rung rung : grade.ladder()) {
      json.writeStartObject();
      json.writeNumberField("kappa", rung.kappa());
      json.writeNumberField("digits", rung.digits());
      json.writeNumberField("promised", rung.promised());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * Reads the object.
   *
   * @throws IllegalArgumentException if it is no grade
   */
  public static Grade read(JsonNode json) {
    List<Grade.Rung> ladder = new ArrayList<>();
    for (JsonNode rung : json.path("ladder")) {
      ladder.add(
          new Grade.Rung(
              rung.path("kappa").asDouble(),
              rung.path("digits").asDouble(),
              rung.path("promised").asDouble()));
    }
    return new Grade(
        ResultJson.text(json, "subject"),
        Dtype.of(ResultJson.text(json, "dtype")),
        AlgorithmClass.of(ResultJson.text(json, "class")),
        List.copyOf(ladder),
        ResultJson.text(json, "note"));
  }
}
