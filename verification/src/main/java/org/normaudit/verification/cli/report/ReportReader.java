package org.normaudit.verification.cli.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.core.cases.Shard;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.lab.diagnosis.Diagnosis;

/** Reads what {@link JsonReport} wrote: the same report, to the last bit. */
public final class ReportReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The first version of the form, which is read as well. */
  private static final int FIRST = 1;

  private final Map<String, JsonNode> fields = new HashMap<>();
  private final List<Result> results = new ArrayList<>();

  private ReportReader() {}

  /**
   * The report in a file.
   *
   * @throws IllegalArgumentException with one sentence if the file cannot be read, is no report, or
   *     has another version
   */
  public static AuditReport read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "there is no file '%s'", file));
    }
    ReportReader reader = new ReportReader();
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      reader.fields(parser);
      reader.requireVersion();
      return reader.report();
    } catch (JsonProcessingException e) {
      throw notReport(file, "it is not JSON, or is cut off, at line " + line(e), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "cannot read '%s': %s", file, e), e);
    } catch (IllegalArgumentException e) {
      throw notReport(file, e.getMessage(), e);
    }
  }

  private static IllegalArgumentException notReport(Path file, String reason, Exception cause) {
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "'%s' is not a JSON report of an audit: %s", file, reason),
        cause);
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
  }

  // A report may hold hundreds of thousands of results: they are never a tree all together.
  private void fields(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("it does not start with an object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken start = parser.nextToken();
      if (name.equals("results") && start == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          results.add(ResultJson.read(parser.readValueAsTree()));
        }
      } else {
        fields.put(name, parser.readValueAsTree());
      }
    }
  }

  private void requireVersion() {
    String schema = field("schema").asText();
    if (!schema.startsWith("normaudit-report/")) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "its schema is '%s'", schema));
    }
    int version = field("schemaVersion").asInt();
    if (version < FIRST || version > JsonReport.VERSION) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "it has version %d of the form, and this program reads versions %d to %d",
              version,
              FIRST,
              JsonReport.VERSION));
    }
  }

  private AuditReport report() {
    return new AuditReport(
        list(field("environments")).stream().map(ReportReader::environment).toList(),
        coverage(field("coverage")),
        list(field("subjects")).stream().map(ReportReader::subject).toList(),
        list(field("grades")).stream().map(GradeJson::read).toList(),
        list(field("diagnoses")).stream().map(ReportReader::diagnosis).toList(),
        results,
        strings(field("notes")),
        field("timing").path("seconds").asDouble());
  }

  private JsonNode field(String name) {
    JsonNode value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, "'%s' is missing", name));
    }
    return value;
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes;
  }

  private static List<String> strings(JsonNode array) {
    return list(array).stream().map(JsonNode::asText).toList();
  }

  private static Environment environment(JsonNode json) {
    return new Environment(
        ResultJson.text(json, "normaudit"),
        ResultJson.text(json, "java"),
        ResultJson.text(json, "system"),
        json.path("processors").asInt());
  }

  private static Coverage coverage(JsonNode json) {
    return new Coverage(
        json.path("seed").asLong(),
        // Version 1 called the digest of the audit its campaign.
        ResultJson.text(json, json.has("digest") ? "digest" : "campaign"),
        Shard.of(ResultJson.text(json, "shard")),
        json.path("planned").asInt(),
        strings(json.path("cases")));
  }

  private static AuditReport.SubjectInfo subject(JsonNode json) {
    return new AuditReport.SubjectInfo(
        ResultJson.text(json, "name"),
        ResultJson.text(json, "ran_on"),
        strings(json.path("conventions")),
        strings(json.path("options")),
        strings(json.path("lacks")));
  }

  private static Diagnosis diagnosis(JsonNode json) {
    List<Diagnosis.Cause> causes = new ArrayList<>();
    for (JsonNode cause : json.path("causes")) {
      causes.add(
          new Diagnosis.Cause(strings(cause.path("bugs")), ResultJson.text(cause, "effect")));
    }
    return new Diagnosis(
        ResultJson.text(json, "subject"),
        Layers.of(ResultJson.text(json, "layer")),
        Dtype.of(ResultJson.text(json, "dtype")),
        causes,
        ResultJson.text(json, "diagnosis"),
        strings(json.path("known")));
  }
}
