package org.normaudit.verification.cli.campaign;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normaudit.verification.cli.report.ReportFile;
import org.normaudit.verification.cli.report.ResultJson;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.result.Result;

/**
 * A file that grows with an audit: a first line that says which audit, then a line of JSON for each
 * case that is done. A run that is killed while it writes leaves half a line, which the next run
 * cuts off.
 */
public final class Journal implements Closeable {
  private static final String FORM = "normaudit-journal/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RandomAccessFile file;
  private final Map<String, List<Result>> done;

  private Journal(RandomAccessFile file, Map<String, List<Result>> done) {
    this.file = file;
    this.done = done;
  }

  /**
   * Opens the journal of a campaign, new or with what a former run has done.
   *
   * @throws IllegalArgumentException with one sentence if it cannot be written, is no journal, or
   *     that of another audit
   */
  public static Journal open(Path path, Campaign campaign) throws IOException {
    ReportFile.requireWritable(path);
    String head = head(campaign);
    if (!Files.exists(path) || Files.size(path) == 0) {
      Files.writeString(path, head + "\n");
    }
    byte[] bytes = Files.readAllBytes(path);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    String[] lines = new String(bytes, 0, end, StandardCharsets.UTF_8).split("\n");
    if (!lines[0].equals(head)) {
      throw new IllegalArgumentException(
          lines[0].contains(FORM)
              ? String.format(
                  Locale.ROOT,
                  "'%s' is the journal of another audit: its subjects, conventions, cases, seed or shard differ",
                  path)
              : String.format(Locale.ROOT, "'%s' is not the journal of an audit", path));
    }
    Map<String, List<Result>> done = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      read(path, i + 1, lines[i], done);
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    file.setLength(end);
    file.seek(end);
    return new Journal(file, done);
  }

  /** The results of the cases that a former run has done, by case line. */
  public Map<String, List<Result>> done() {
    return done;
  }

  /** Adds a case; it is in the operating system's hands when this returns. */
  public void add(Case c, List<Result> results) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("case", c.toString());
      json.writeArrayFieldStart("results");
      for (Result result : results) {
        ResultJson.write(result, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    file.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static String head(Campaign campaign) {
    return JSON.createObjectNode()
        .put("journal", FORM)
        .put("campaign", campaign.digest())
        .put("shard", campaign.shard().toString())
        .toString();
  }

  private static void read(Path path, int number, String line, Map<String, List<Result>> done) {
    try {
      JsonNode json = JSON.readTree(line);
      List<Result> results = new ArrayList<>();
      json.path("results").forEach(result -> results.add(ResultJson.read(result)));
      done.put(json.path("case").asText(), List.copyOf(results));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "line %d of the journal '%s' is damaged: remove the file to start anew",
              number,
              path),
          e);
    }
  }
}
