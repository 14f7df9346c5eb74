package org.normaudit.verification.lab.bugs;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kill matrix as a dated JSON file, one line a bug.
 *
 * <p>The file {@code kills.json} on the class path is the record of this version: what {@code
 * explain} says of kills is made from it. {@code normaudit bugs --table F} writes such a file.
 *
 * @param date the day on which the matrix was made
 * @param seed the seed of its cases
 * @param table which checks kill which bug
 */
public record KillRecord(LocalDate date, long seed, KillTable table) {
  private static final String SCHEMA = "normaudit-kills/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The record of this version.
   *
   * @throws IllegalStateException if it is missing or is no such record
   */
  public static KillRecord committed() {
    try (InputStream in = KillRecord.class.getResourceAsStream("kills.json")) {
      if (in == null) {
        throw new IllegalStateException("the record of the kill matrix is missing");
      }
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws IllegalStateException if it is of another schema
   * @throws IOException if it is no JSON
   */
  static KillRecord read(InputStream in) throws IOException {
    JsonNode root = JSON.readTree(in);
    String schema = root.path("schema").asText();
    if (!schema.equals(SCHEMA)) {
      throw new IllegalStateException(
          "the record of the kill matrix must be of schema '" + SCHEMA + "': '" + schema + "'");
    }
    Map<String, List<String>> killers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> bug : root.path("kills").properties()) {
      List<String> checks = new ArrayList<>();
      bug.getValue().forEach(check -> checks.add(check.asText()));
      killers.put(bug.getKey(), checks);
    }
    return new KillRecord(
        LocalDate.parse(root.path("date").asText()),
        root.path("seed").asLong(),
        new KillTable(killers));
  }

  /** Writes the record; {@link #committed} reads it. The stream stays open. */
  public void write(OutputStream stream) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try (JsonGenerator out = new JsonFactory().createGenerator(stream, JsonEncoding.UTF8)) {
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(lines));
      out.writeStartObject();
      out.writeStringField("schema", SCHEMA);
      out.writeStringField("date", date.toString());
      out.writeNumberField("seed", seed);
      out.writeObjectFieldStart("kills");
      for (Map.Entry<String, List<String>> bug : table.killers().entrySet()) {
        out.writeFieldName(bug.getKey());
        out.writeArray(bug.getValue().toArray(String[]::new), 0, bug.getValue().size());
      }
      out.writeEndObject();
      out.writeEndObject();
      out.writeRaw('\n');
    }
  }
}
