package org.normaudit.verification.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Shape;
import org.normaudit.reference.scalar.ReferenceLayer;

/** A right layer that, while a file is there, never answers about one shape. */
public final class Gated implements NormalizationLayer {
  static final String PROPERTY = "normaudit.test.gate";
  private static final Shape CLOSED = new Shape(64, 2, 8);

  private final NormalizationLayer layer = new ReferenceLayer();
  private final Path gate = Path.of(System.getProperty(PROPERTY));

  /** Made by the audit. */
  public Gated() {}

  @Override
  public Capabilities capabilities() {
    return layer.capabilities();
  }

  @Override
  public LayerOutput run(LayerInput input) {
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
