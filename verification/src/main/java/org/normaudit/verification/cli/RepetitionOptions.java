package org.normaudit.verification.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normaudit.verification.core.check.Repetition;
import picocli.CommandLine.Option;

/** The options by which commands are told what is asked again. */
final class RepetitionOptions {
  private static final String RUN_TO_RUN = "run-to-run";

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description =
          "How often a finding is asked for again before it counts; one that does not come again is"
              + " NONDETERMINISTIC (default 1).")
  private int times = Repetition.USUAL.times();

  @Option(
      names = "--contract",
      paramLabel = "NAME",
      description =
          "What is demanded beyond the bounds: run-to-run, that two runs give the same bits. Without"
              + " it runs may differ within the bounds.")
  private List<String> contracts = new ArrayList<>();

  /** The words that say the same to another command; none for what is usual. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (times != Repetition.USUAL.times()) {
      words.addAll(List.of("--repeat", Integer.toString(times)));
    }
    contracts.forEach(contract -> words.addAll(List.of("--contract", contract)));
    return words;
  }

  /**
   * What is asked again.
   *
   * @throws IllegalArgumentException with one sentence
   */
  Repetition repetition() {
    if (!(times >= 0 && times <= Repetition.MOST)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "--repeat must lie in [0, %d]: %d", Repetition.MOST, times));
    }
    for (String contract : contracts) {
      if (!contract.equals(RUN_TO_RUN)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "unknown contract '%s': one of %s", contract, RUN_TO_RUN));
      }
    }
    return new Repetition(times, !contracts.isEmpty());
  }
}
