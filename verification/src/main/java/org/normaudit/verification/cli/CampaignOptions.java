package org.normaudit.verification.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.normaudit.verification.cli.campaign.Campaign;
import org.normaudit.verification.cli.campaign.Journal;
import org.normaudit.verification.cli.report.ReportFile;
import org.normaudit.verification.core.cases.Shard;
import picocli.CommandLine.Option;

/** The options by which a long audit is spread over machines, and over time. */
final class CampaignOptions {
  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Runs the I-th of N disjoint parts of the cases; 'normaudit merge' makes one report of"
              + " all N.")
  private String shard = "1/1";

  @Option(
      names = "--resume",
      paramLabel = "F",
      description =
          "Keeps a journal of the cases that are done; a run that was ended goes on from it.")
  private Path journal;

  /**
   * The part that is wanted.
   *
   * @throws IllegalArgumentException if there is no such part
   */
  Shard shard() {
    return Shard.of(shard);
  }

  /** Rejects what can be seen to be wrong before any subject is started. */
  void requireValid() {
    shard();
    if (journal != null) {
      ReportFile.requireWritable(journal);
    }
  }

  /** The journal of a campaign, if one is wanted. */
  Optional<Journal> journal(Campaign campaign) throws IOException {
    return journal == null ? Optional.empty() : Optional.of(Journal.open(journal, campaign));
  }
}
