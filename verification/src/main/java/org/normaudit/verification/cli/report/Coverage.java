package org.normaudit.verification.cli.report;

import java.util.List;
import org.normaudit.verification.core.cases.Shard;

/**
 * How much of an audit a report holds.
 *
 * @param seed of the cases
 * @param digest of all that decides the results beside the subjects themselves: reports with the
 *     same digest are parts of one audit
 * @param shard which part of the audit's cases was to be run
 * @param planned how many cases that part has
 * @param cases the lines of those that were run, in order
 */
public record Coverage(long seed, String digest, Shard shard, int planned, List<String> cases) {

  /** Whether the run was ended before its last case. */
  public boolean isInterrupted() {
    return cases.size() < planned;
  }
}
