package org.normaudit.verification.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.reference.scalar.ReferenceImplementation;

/** A right layer that, while a file is there, never answers about one shape. */
public final class Gated implements Implementation {
  static final String PROPERTY = "normaudit.test.gate";
  private static final Shape CLOSED = new Shape(64, 2, 8);

  private final Implementation layer = new ReferenceImplementation();
  private final Path gate = Path.of(System.getProperty(PROPERTY));

  /** Made by the audit. */
  public Gated() {}

  @Override
  public Supported supported() {
    return layer.supported();
  }

  @Override
  public StepOutput run(Step input) {
    if (input.shape().equals(CLOSED) && Files.exists(gate)) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return layer.run(input);
  }
}
