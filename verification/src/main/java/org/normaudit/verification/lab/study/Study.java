package org.normaudit.verification.lab.study;

/** One claim as an experiment. */
public interface Study {

  /** The name on the command line. */
  String name();

  /** What is claimed, in one sentence. */
  String claim();

  /** The source of the claim, or what it follows from. */
  String source();

  /** What would have refuted the claim: statistic, sample and confidence. */
  String refutedBy();

  /** How often {@link #run} reports progress. */
  default int work() {
    return 1;
  }

  /**
   * Runs the experiment. The same seed gives the same numbers, to the bit, for any number of
   * threads.
   *
   * @param progress called for each of the {@link #work} parts that is done, from any thread
   */
  Outcome run(long seed, Runnable progress);
}
