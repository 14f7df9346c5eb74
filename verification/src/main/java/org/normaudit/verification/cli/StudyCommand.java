package org.normaudit.verification.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.normaudit.verification.report.ReportFile;
import org.normaudit.verification.report.StudyPage;
import org.normaudit.verification.study.Finding;
import org.normaudit.verification.study.Outcome;
import org.normaudit.verification.study.Studies;
import org.normaudit.verification.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The claims of the papers, as experiments. */
@Command(
    name = "study",
    description = {
      "Runs the claims of the papers as small seeded experiments; exit code 1 if one does not hold."
    },
    footer = {"", "Example:", "  normaudit study bias-blow-up --html study.html"})
final class StudyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Only these studies.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "The seed (default 1).")
  private long seed = 1;

  @Option(names = "--json", paramLabel = "F", description = "Writes the numbers as JSON.")
  private Path json;

  @Option(names = "--html", paramLabel = "F", description = "Writes a page with plots.")
  private Path html;

  @Override
  public Integer call() throws IOException {
    List<Study> studies =
        names.isEmpty() ? Studies.all() : names.stream().map(Studies::named).toList();
    if (json != null) {
      ReportFile.requireWritable(json);
    }
    if (html != null) {
      ReportFile.requireWritable(html);
    }
    PrintWriter out = spec.commandLine().getOut();
    Map<Study, Outcome> outcomes = new LinkedHashMap<>();
    for (Study study : studies) {
      Outcome outcome = study.run(seed, () -> {});
      outcomes.put(study, outcome);
      out.printf("%s: %s%n", study.name(), study.claim());
      for (Finding finding : outcome.findings()) {
        out.printf(
            "  %s %s: %.6g, expected %.6g within %.2g (%s)%n",
            finding.holds() ? "holds" : "FAILS",
            finding.what(),
            finding.measured(),
            finding.expected(),
            finding.allowed(),
            finding.why());
      }
      out.flush();
    }
    long held = outcomes.values().stream().filter(Outcome::holds).count();
    if (json != null) {
      ReportFile.write(json, stream -> write(outcomes, stream));
    }
    if (html != null) {
      ReportFile.write(html, stream -> StudyPage.write(outcomes, seed, stream));
    }
    out.printf("%d of %d studies hold, seed %d%n", held, outcomes.size(), seed);
    out.flush();
    return held == outcomes.size() ? 0 : Normaudit.FINDING;
  }

  private void write(Map<Study, Outcome> outcomes, OutputStream stream) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(stream, JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeStringField("schema", "normaudit-study/1");
      out.writeNumberField("seed", seed);
      out.writeArrayFieldStart("studies");
      for (Map.Entry<Study, Outcome> entry : outcomes.entrySet()) {
        out.writeStartObject();
        out.writeStringField("name", entry.getKey().name());
        out.writeStringField("claim", entry.getKey().claim());
        out.writeBooleanField("holds", entry.getValue().holds());
        out.writeArrayFieldStart("findings");
        for (Finding finding : entry.getValue().findings()) {
          out.writeStartObject();
          out.writeStringField("what", finding.what());
          out.writeNumberField("measured", finding.measured());
          out.writeNumberField("expected", finding.expected());
          out.writeNumberField("allowed", finding.allowed());
          out.writeBooleanField("holds", finding.holds());
          out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }
}
