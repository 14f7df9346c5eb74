package org.normaudit.verification.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.normaudit.verification.cli.report.ReportFile;
import org.normaudit.verification.cli.report.StringsJson;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.io.vectors.CaseSources;
import org.normaudit.verification.lab.bugs.HonestVariants;
import org.normaudit.verification.lab.bugs.KillMatrix;
import org.normaudit.verification.lab.bugs.KillRecord;
import org.normaudit.verification.lab.bugs.KillTable;
import org.normaudit.verification.lab.bugs.SeededBugs;
import org.normaudit.verification.lab.bugs.UsersAudit;
import org.normaudit.verification.lab.explain.CheckPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The audit audited: every seeded bug, and every honest variant, before every check. */
@Command(
    name = "bugs",
    description = {
      "Shows every seeded bug to every check: the kill matrix. Then audits every seeded bug and every"
          + " honest implementation as a user would. Exit code 1 if a bug survives one of the two, an"
          + " honest implementation is blamed, or a check kills no bug alone and has no reason to"
          + " stay."
    },
    footer = {"", "Example:", "  normaudit bugs --json bugs.json"})
final class BugsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of the cases (default 1).")
  private long seed = 1;

  @Option(names = "--json", paramLabel = "F", description = "Writes the matrix as JSON.")
  private Path json;

  @Option(
      names = "--table",
      paramLabel = "F",
      description =
          "Writes the table that the pages of the checks are made from, for contributors.")
  private Path table;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (json != null) {
      ReportFile.requireWritable(json);
    }
    int threads = Runtime.getRuntime().availableProcessors();
    List<Check> checks = Checks.all();
    Matrix matrix =
        new Matrix(
            KillMatrix.bugs(SeededBugs.all(), checks, seed, threads),
            UsersAudit.bugs(SeededBugs.all(), seed, CaseSources::input, threads),
            UsersAudit.honest(HonestVariants.all(), seed, CaseSources::input, threads),
            checks);
    print(matrix);
    if (json != null) {
      ReportFile.write(json, stream -> write(matrix, stream));
    }
    if (table != null) {
      KillRecord record = new KillRecord(LocalDate.now(ZoneOffset.UTC), seed, matrix.table());
      ReportFile.write(table, record::write);
    }
    return matrix.survivors().isEmpty()
            && matrix.passed().isEmpty()
            && matrix.blamed().isEmpty()
            && matrix.idle().isEmpty()
            && (table != null || stale(matrix).isEmpty())
        ? 0
        : Normaudit.FINDING;
  }

  /** The matrix, and what is asked of it. */
  private record Matrix(
      List<KillMatrix.Row> bugs,
      List<UsersAudit.Row> audited,
      List<UsersAudit.Row> honest,
      List<Check> checks) {
    List<KillMatrix.Row> survivors() {
      return bugs.stream().filter(row -> row.kills().isEmpty()).toList();
    }

    /** The bugs that the audit passes. */
    List<UsersAudit.Row> passed() {
      return audited.stream().filter(row -> row.findings().isEmpty()).toList();
    }

    /** The bugs that are found where an option demands it, and only there. */
    List<UsersAudit.Row> demanded() {
      return audited.stream()
          .filter(row -> !row.demanded().isEmpty() && !row.findings().isEmpty())
          .toList();
    }

    List<UsersAudit.Row> blamed() {
      return honest.stream().filter(row -> !row.findings().isEmpty()).toList();
    }

    long kills(Check check) {
      return bugs.stream().filter(row -> row.kills().containsKey(check.name())).count();
    }

    KillTable table() {
      return KillTable.of(bugs);
    }

    /** Checks that kill no bug alone, and whose page does not say why they stay. */
    List<Check> idle() {
      return checks.stream()
          .filter(check -> onlyBy(check).isEmpty())
          .filter(check -> CheckPage.of(check).whyItStays().isEmpty())
          .toList();
    }

    /** The bugs that no other check kills. */
    List<String> onlyBy(Check check) {
      return table().killedOnlyBy(check.name());
    }
  }

  // Kills depend on the cases, and these on the seed.
  private List<String> stale(Matrix matrix) {
    KillRecord record = KillRecord.committed();
    return seed == record.seed() ? record.table().differences(matrix.table()) : List.of();
  }

  private static String merit(Matrix matrix, Check check) {
    List<String> only = matrix.onlyBy(check);
    return only.isEmpty()
        ? CheckPage.of(check).whyItStays().orElse("NO REASON TO STAY")
        : "alone: " + String.join(", ", only);
  }

  private void print(Matrix matrix) {
    PrintWriter out = spec.commandLine().getOut();
    for (KillMatrix.Row row : matrix.bugs()) {
      out.printf(
          Locale.ROOT,
          "%-34s %s%n",
          row.bug().name(),
          row.kills().isEmpty()
              ? "SURVIVES"
              : "killed by " + String.join(", ", row.kills().keySet()));
    }
    out.println();
    for (Check check : matrix.checks()) {
      out.printf(
          Locale.ROOT,
          "%-24s kills %3d, %s%n",
          check.name(),
          matrix.kills(check),
          merit(matrix, check));
    }
    stale(matrix).forEach(line -> out.println("CHANGED: " + line));
    for (UsersAudit.Row row : matrix.passed()) {
      out.println("PASSES the audit: " + row.name());
    }
    for (UsersAudit.Row row : matrix.demanded()) {
      out.println(row.name() + " is found under " + row.demanded());
    }
    for (UsersAudit.Row row : matrix.blamed()) {
      Result first = row.findings().get(0);
      out.printf(
          Locale.ROOT,
          "BLAMED: %s by %s on '%s', %s off by %.3g where %.3g is allowed%n",
          row.name(),
          first.check(),
          first.caseLine(),
          first.where(),
          first.observed(),
          first.allowed());
    }
    out.printf(
        Locale.ROOT,
        "%d of %d seeded bugs killed by %d checks; %d of %d found by an audit as users run it;"
            + " %d of %d honest variants blamed%n",
        matrix.bugs().size() - matrix.survivors().size(),
        matrix.bugs().size(),
        matrix.checks().size(),
        matrix.audited().size() - matrix.passed().size(),
        matrix.audited().size(),
        matrix.blamed().size(),
        matrix.honest().size());
    out.flush();
  }

  private void write(Matrix matrix, OutputStream stream) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(stream, JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeStringField("schema", "normaudit-bugs/1");
      out.writeNumberField("seed", seed);
      out.writeNumberField("bugs", matrix.bugs().size());
      out.writeNumberField("killed", matrix.bugs().size() - matrix.survivors().size());
      out.writeNumberField("found", matrix.audited().size() - matrix.passed().size());
      out.writeNumberField("checks", matrix.checks().size());
      out.writeNumberField("honest_variants", matrix.honest().size());
      out.writeNumberField("honest_blamed", matrix.blamed().size());
      out.writeArrayFieldStart("matrix");
      for (KillMatrix.Row row : matrix.bugs()) {
        out.writeStartObject();
        out.writeStringField("bug", row.bug().name());
        out.writeStringField("kind", row.bug().kind().name());
        out.writeStringField("effect", row.bug().effect());
        StringsJson.write("links", row.bug().links(), out);
        StringsJson.write("killed_by", row.kills().keySet(), out);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeArrayFieldStart("merits");
      for (Check check : matrix.checks()) {
        out.writeStartObject();
        out.writeStringField("check", check.name());
        out.writeNumberField("kills", matrix.kills(check));
        StringsJson.write("alone", matrix.onlyBy(check), out);
        if (matrix.onlyBy(check).isEmpty()) {
          out.writeStringField("stays", CheckPage.of(check).whyItStays().orElse(""));
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }
}
