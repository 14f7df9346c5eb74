package org.normaudit.verification.io.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.subject.Outputs;
import org.normaudit.verification.core.subject.SubjectException;
import org.normaudit.verification.io.exec.StepSettings;

/** The list of exported steps, {@code manifest.json}. */
final class Manifest {
  /** The form's name and version. */
  static final String SCHEMA = "normaudit-vectors/1";

  static final String FILE = "manifest.json";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ID = Pattern.compile("\\d{4,9}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * One step.
   *
   * @param id the name of its files
   * @param line the case, or the probe, that it is the step of
   * @param digest of the step
   */
  record Entry(String id, String line, String digest) {}

  private Manifest() {}

  /** Writes the manifest of steps, in the order of their entries. */
  static void write(Path folder, List<Entry> entries, List<Step> inputs) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
    ArrayNode steps = root.putArray("steps");
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      ObjectNode step =
          steps
              .addObject()
              .put("id", entry.id())
              .put("case", entry.line())
              .put("sha256", entry.digest());
      step.set("step", StepSettings.of(inputs.get(i)));
      ArrayNode answers = step.putArray("answers");
      for (Role role : Outputs.defined(Layers.results(), inputs.get(i))) {
        answers.add(role.label());
      }
    }
    JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(FILE).toFile(), root);
  }

  /**
   * The entries of a manifest.
   *
   * @throws SubjectException if it is none
   */
  static List<Entry> read(Path folder) {
    Path file = folder.resolve(FILE);
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new SubjectException(
          String.format(Locale.ROOT, "'%s' is not JSON: %s", file, e.getOriginalMessage()));
    } catch (IOException e) {
      throw new SubjectException(
          String.format(
              Locale.ROOT, "'%s' cannot be read: 'normaudit vectors export' writes one", file));
    }
    if (!root.path("schema").asText().equals(SCHEMA)) {
      throw new SubjectException(
          String.format(
              Locale.ROOT,
              "'%s' has the schema '%s': %s is read",
              file,
              root.path("schema").asText(),
              SCHEMA));
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode step : root.path("steps")) {
      Entry entry =
          new Entry(
              step.path("id").asText(), step.path("case").asText(), step.path("sha256").asText());
      // The id becomes the name of a file, so nothing but digits may be in it.
      if (!ID.matcher(entry.id()).matches() || !DIGEST.matcher(entry.digest()).matches()) {
        throw new SubjectException(
            String.format(
                Locale.ROOT,
                "'%s': step number %d has no \"id\" of digits, or no \"sha256\"",
                file,
                entries.size() + 1));
      }
      entries.add(entry);
    }
    return entries;
  }
}
