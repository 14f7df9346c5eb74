package org.normaudit.verification.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.normaudit.verification.cli.baseline.Baseline;
import org.normaudit.verification.cli.baseline.BaselineDiff;
import org.normaudit.verification.cli.baseline.BaselineFile;
import org.normaudit.verification.cli.baseline.Change;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.cli.report.ReportFile;
import org.normaudit.verification.core.cases.Shard;
import picocli.CommandLine.Option;

/** The options by which an audit is held to a former one. */
final class BaselineOptions {
  private static final int SHOWN = 10;

  @Option(
      names = "--baseline",
      paramLabel = "F",
      description =
          "Compares with a former audit, a baseline or a JSON report: exit code 1 for a new"
              + " finding, a worse grade, another convention, or a check that no longer runs; what"
              + " was found before does not fail again.")
  private Path file;

  @Option(
      names = "--update-baseline",
      description = "Writes this audit to the file of --baseline; exit code 0.")
  private boolean update;

  boolean isWanted() {
    return file != null;
  }

  /**
   * Rejects what can be seen to be wrong before any work is done.
   *
   * @throws IllegalArgumentException with one sentence
   */
  void requireValid(Shard shard) {
    if (update && file == null) {
      throw new IllegalArgumentException("--update-baseline needs --baseline FILE");
    }
    if (file == null) {
      return;
    }
    if (!shard.isWhole()) {
      throw new IllegalArgumentException(
          "--baseline compares whole audits: give it to 'normaudit merge', not to a shard");
    }
    if (update) {
      ReportFile.requireWritable(file);
    }
    if (!update || Files.exists(file)) {
      BaselineFile.read(file);
    }
  }

  /** Says that nothing is written, where that was wanted. */
  void leave(PrintWriter out) {
    if (update) {
      out.printf(
          Locale.ROOT,
          "the baseline '%s' is not written: of some subject nothing was judged%n",
          file);
      out.flush();
    }
  }

  /**
   * Says what has changed, and writes the new baseline if that is wanted.
   *
   * @return the command's exit code
   */
  int compare(AuditReport report, PrintWriter out) throws IOException {
    Baseline now = Baseline.of(report);
    int code = 0;
    if (Files.exists(file)) {
      List<Change> changes = BaselineDiff.of(BaselineFile.read(file), now);
      long worse = show(out, changes, Change.Kind.WORSE, "worse", Integer.MAX_VALUE);
      long better = show(out, changes, Change.Kind.BETTER, "better", SHOWN);
      long changed = show(out, changes, Change.Kind.CHANGED, "changed", SHOWN);
      out.printf(
          Locale.ROOT,
          "against the baseline: %d worse, %d better, %d changed%n",
          worse,
          better,
          changed);
      code = worse == 0 ? 0 : Normaudit.FINDING;
    }
    if (update) {
      ReportFile.write(file, stream -> BaselineFile.write(now, stream));
      out.printf(Locale.ROOT, "the baseline '%s' is written%n", file);
      code = 0;
    }
    out.flush();
    return code;
  }

  private static long show(
      PrintWriter out, List<Change> changes, Change.Kind kind, String word, int most) {
    List<Change> of = changes.stream().filter(change -> change.kind() == kind).toList();
    of.stream().limit(most).forEach(change -> out.println(word + ": " + change.text()));
    if (of.size() > most) {
      out.println(word + String.format(Locale.ROOT, ": and %d more", of.size() - most));
    }
    return of.size();
  }
}
