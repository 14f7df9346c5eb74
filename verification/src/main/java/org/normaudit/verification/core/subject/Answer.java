package org.normaudit.verification.core.subject;

import java.time.Duration;
import org.normaudit.reference.layer.StepOutput;

/** The answer of a subject to one step. */
public sealed interface Answer {

  /** The step's results. */
  record Given(StepOutput output) implements Answer {}

  /** The subject says that the input is not valid. */
  record Rejected(String reason) implements Answer {}

  /** The subject says that it does not have what was asked for. */
  record Unsupported(String reason) implements Answer {}

  /** The subject died, or answered with something that is no answer. */
  record Crashed(String detail) implements Answer {}

  /** No answer came in time. */
  record TimedOut(Duration limit) implements Answer {}
}
