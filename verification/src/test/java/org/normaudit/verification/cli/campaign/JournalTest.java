package org.normaudit.verification.cli.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normaudit.verification.cli.report.AuditReport;
import org.normaudit.verification.core.cases.Shard;
import org.normaudit.verification.io.vectors.CaseSources;

/** A run that was ended goes on where it stood. */
final class JournalTest {
  private final Campaign campaign = SmallCampaign.of(1, Shard.WHOLE);

  @TempDir Path folder;

  private int done;

  private void endAfter(Path file, int cases) throws Exception {
    try (Journal journal = Journal.open(file, campaign)) {
      CampaignRun run = SmallCampaign.start(campaign, Optional.of(journal));
      done = 0;
      assertThrows(
          CancellationException.class,
          () ->
              run.run(
                  CaseSources::input,
                  2,
                  c -> {
                    if (++done == cases) {
                      assertTrue(run.close(List.of()).coverage().isInterrupted());
                    }
                  }));
    }
  }

  @Test
  void aRunThatWasEndedTwiceAndCutOffInALineEqualsTheWhole() throws Exception {
    Path file = folder.resolve("journal");
    endAfter(file, 7);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 20));
    endAfter(file, 9);
    try (Journal journal = Journal.open(file, campaign)) {
      assertEquals(6 + 9, journal.done().size());
      CampaignRun run = SmallCampaign.start(campaign, Optional.of(journal));
      run.run(CaseSources::input, 2, c -> {});
      AuditReport resumed = run.close(List.of());
      AuditReport whole = SmallCampaign.run(campaign);
      assertEquals(whole.results(), resumed.results());
      assertEquals(whole.coverage(), resumed.coverage());
    }
    try (Journal journal = Journal.open(file, campaign)) {
      assertEquals(campaign.cases().size(), journal.done().size());
      assertEquals(List.of(), SmallCampaign.start(campaign, Optional.of(journal)).remaining());
    }
  }

  private String refusal(Path file, Campaign other) {
    return assertThrows(IllegalArgumentException.class, () -> Journal.open(file, other))
        .getMessage();
  }

  @Test
  void theJournalOfAnotherAuditIsRefused() throws IOException {
    Path file = folder.resolve("journal");
    Journal.open(file, campaign).close();
    assertTrue(
        refusal(file, SmallCampaign.of(2, Shard.WHOLE)).contains("the journal of another audit"));
    assertTrue(
        refusal(file, SmallCampaign.of(1, new Shard(1, 2))).contains("the journal of another"));
  }

  @Test
  void whatIsNoJournalIsRefusedAndLeftAsItWas() throws IOException {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "my notes");
    assertTrue(refusal(file, campaign).contains("is not the journal of an audit"));
    assertEquals("my notes", Files.readString(file));
    Files.delete(file);
    Journal.open(file, campaign).close();
    Files.writeString(file, Files.readString(file) + "rubbish\n");
    assertTrue(refusal(file, campaign).startsWith("line 2 of the journal"));
  }
}
