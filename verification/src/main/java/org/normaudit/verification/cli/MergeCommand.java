package org.normaudit.verification.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.normaudit.verification.cli.campaign.Merge;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.cli.report.ReportReader;
import org.normaudit.verification.core.cases.Shard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One report out of the shards of an audit. */
@Command(
    name = "merge",
    description =
        "Makes one report of the shards of an audit, or another form of one report: the same, apart"
            + " from times, as an audit without shards gives.",
    footer = {
      "",
      "Examples:",
      "  normaudit merge shard-1.json shard-2.json shard-3.json --html report.html",
      "  normaudit merge report.json --junit report.xml"
    })
final class MergeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "REPORT.json",
      arity = "1..*",
      description = "The JSON reports of all shards, in any order.")
  private List<Path> files = new ArrayList<>();

  @Mixin private ReportOptions reports;

  @Override
  public Integer call() throws IOException {
    reports.requireWritable(Shard.WHOLE);
    List<AuditReport> parts = files.stream().map(ReportReader::read).toList();
    return reports.write(Merge.of(parts), spec.commandLine());
  }
}
