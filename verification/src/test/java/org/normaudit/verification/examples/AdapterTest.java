package org.normaudit.verification.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.definition.DefinedLayer;
import org.normaudit.verification.exec.ExecSubject;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.subject.Outputs;

/** The adapters that ship as examples: short, and right to the bit where every step is exact. */
class AdapterTest {
  private static final int LONGEST = 60;

  @Test
  void numpy() throws IOException {
    Optional<String> python = Runtimes.python("numpy");
    assumeTrue(python.isPresent(), "no python3 with numpy on this machine");
    assertAdapter(python.get(), "adapters/numpy_adapter.py");
  }

  @Test
  void javascript() throws IOException {
    Optional<String> node = Runtimes.node();
    assumeTrue(node.isPresent(), "no Node.js on this machine");
    assertAdapter(node.get(), "adapters/adapter.js");
  }

  private static void assertAdapter(String runtime, String file) throws IOException {
    Path path = Runtimes.example(file);
    assertTrue(Files.readAllLines(path).size() <= LONGEST, file + " is longer than promised");
    String command = "%s '%s'".formatted(runtime, path);
    try (ExecSubject subject = ExecSubject.start(command, ExecSubject.DEFAULT_TIMEOUT)) {
      for (Dtype dtype : subject.capabilities().dtypes()) {
        DefinedLayer<Double> definition =
            new DefinedLayer<>("definition", Binary64.INSTANCE, dtype);
        for (LayerInput step : ExactSteps.of(dtype)) {
          assertExact(subject, step, definition.run(step));
        }
        LayerInput empty =
            LayerInput.of(
                LayerKind.BATCH_RENORM, Mode.TRAINING, dtype, new Shape(0, 2, 3), new double[0]);
        assertExact(subject, empty, definition.run(empty));
      }
    }
  }

  private static void assertExact(ExecSubject subject, LayerInput step, LayerOutput due) {
    Answer.Given given = assertInstanceOf(Answer.Given.class, subject.ask(step));
    LayerOutput output = given.output();
    assertEquals(Outputs.defined(subject.capabilities().quantities(), step), output.quantities());
    for (Quantity quantity : output.quantities()) {
      assertArrayEquals(
          withoutSignOfZero(due.get(quantity)),
          withoutSignOfZero(output.get(quantity)),
          () -> "%s of %s".formatted(quantity.label(), step));
    }
  }

  private static double[] withoutSignOfZero(double[] values) {
    double[] unsigned = values.clone();
    for (int i = 0; i < unsigned.length; i++) {
      unsigned[i] += 0.0;
    }
    return unsigned;
  }
}
