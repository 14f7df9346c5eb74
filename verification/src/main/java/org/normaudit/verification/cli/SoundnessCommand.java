package org.normaudit.verification.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.cli.report.ReportFile;
import org.normaudit.verification.lab.soundness.Shares;
import org.normaudit.verification.lab.soundness.Soundness;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The experiment that the bounds are sound and tight. */
@Command(
    name = "soundness",
    description = {
      "Holds honest implementations to the bounds, on random and on adversarial data.",
      "A share of 1 is an error as large as the bound allows; a finding is one above 1."
    },
    footer = {"", "Example:", "  normaudit soundness --cases 2000"})
final class SoundnessCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--cases",
      paramLabel = "N",
      description =
          "How many steps to draw (default 100000); an eighth as many more are at corners of the"
              + " bounds.")
  private int cases = 100_000;

  @Option(
      names = "--layer",
      paramLabel = "L",
      completionCandidates = LayerNames.class,
      description =
          "One of these layers: ${COMPLETION-CANDIDATES}. May be repeated; batchnorm and batchrenorm"
              + " unless given.")
  private List<String> layers = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "The seed of all steps (default 1).")
  private long seed = 1;

  @Option(names = "--json", paramLabel = "F", description = "Writes the table as JSON.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    if (!(cases > 0)) {
      throw new IllegalArgumentException("--cases must be greater than 0: " + cases);
    }
    if (json != null) {
      ReportFile.requireWritable(json);
    }
    Soundness soundness =
        Soundness.run(
            cases, seed, chosen(), Runtime.getRuntime().availableProcessors(), done -> {});
    PrintWriter out = spec.commandLine().getOut();
    print(soundness, out);
    out.flush();
    if (json != null) {
      ReportFile.write(json, stream -> write(soundness, stream));
    }
    return soundness.unsound().isEmpty() ? 0 : Normaudit.FINDING;
  }

  private List<Layer> chosen() {
    return layers.isEmpty()
        ? List.of(Layers.of("batchrenorm"), Layers.of("batchnorm"))
        : layers.stream().map(Layers::of).toList();
  }

  private static void print(Soundness soundness, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-12s %-9s %-9s %-15s %8s %8s %8s %8s %8s %8s  %s%n",
        "layer",
        "mode",
        "format",
        "output",
        "judged",
        "unjudged",
        "median",
        "90 %",
        "99 %",
        "worst",
        "trial:step");
    for (Map.Entry<Soundness.Row, Shares> entry : soundness.rows().entrySet()) {
      Soundness.Row row = entry.getKey();
      Shares shares = entry.getValue();
      out.printf(
          Locale.ROOT,
          "%-12s %-9s %-9s %-15s %8d %8d %8s %8s %8s %8s  %s%n",
          row.layer(),
          row.mode(),
          row.format(),
          row.output().label(),
          shares.judged(),
          shares.unjudged(),
          share(shares.quantile(0.5)),
          share(shares.quantile(0.9)),
          share(shares.quantile(0.99)),
          share(shares.worst()),
          shares.worst() > 0 ? shares.worstStep() : "");
    }
    out.printf(
        Locale.ROOT,
        "%d steps, seed %d, %d rows, %d of them unsound%n",
        soundness.steps(),
        soundness.seed(),
        soundness.rows().size(),
        soundness.unsound().size());
    for (String output : soundness.wide()) {
      out.printf(Locale.ROOT, "%s came no nearer to its bound than a tenth%n", output);
    }
  }

  private static String share(double value) {
    return value == 0
        ? "exact"
        : value < 0 || Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2g", value);
  }

  private static void write(Soundness soundness, OutputStream stream) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(stream, JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeStringField("schema", "normaudit-soundness/1");
      out.writeNumberField("seed", soundness.seed());
      out.writeNumberField("steps", soundness.steps());
      out.writeNumberField("unsound", soundness.unsound().size());
      out.writeArrayFieldStart("rows");
      for (Map.Entry<Soundness.Row, Shares> entry : soundness.rows().entrySet()) {
        row(out, entry.getKey(), entry.getValue());
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private static void row(JsonGenerator out, Soundness.Row row, Shares shares) throws IOException {
    out.writeStartObject();
    out.writeStringField("layer", row.layer());
    out.writeStringField("mode", row.mode());
    out.writeStringField("format", row.format());
    out.writeStringField("output", row.output().label());
    out.writeNumberField("judged", shares.judged());
    out.writeNumberField("unjudged", shares.unjudged());
    if (shares.judged() > 0 && Double.isFinite(shares.worst())) {
      out.writeNumberField("median", shares.quantile(0.5));
      out.writeNumberField("p90", shares.quantile(0.9));
      out.writeNumberField("p99", shares.quantile(0.99));
      out.writeNumberField("worst", shares.worst());
      out.writeStringField("worst_step", shares.worstStep());
    }
    out.writeEndObject();
  }
}
