package org.normaudit.verification.cli;

import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.reference.scalar.ReferenceImplementation;

/** A layer that fails at every question. */
public final class Throwing implements Implementation {
  private final Implementation layer = new ReferenceImplementation();

  /** Made by the audit. */
  public Throwing() {}

  @Override
  public Supported supported() {
    return layer.supported();
  }

  @Override
  public StepOutput run(Step input) {
    throw new IllegalStateException("out of order");
  }
}
