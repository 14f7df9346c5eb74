package org.normaudit.verification.lab.study;

import java.util.List;

/**
 * The results of a study.
 *
 * @param findings numbers beside their expectations
 * @param plots what they look like
 * @param tables what was measured on the way
 */
public record Outcome(List<Finding> findings, List<Plot> plots, List<Table> tables) {

  Outcome(List<Finding> findings, List<Plot> plots) {
    this(findings, plots, List.of());
  }

  /** Whether every number meets its expectation. */
  public boolean holds() {
    return findings.stream().allMatch(Finding::holds);
  }
}
