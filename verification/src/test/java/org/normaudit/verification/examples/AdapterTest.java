package org.normaudit.verification.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.definition.DefinedLayer;
import org.normaudit.verification.exec.ExecSubject;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.subject.Outputs;

/** The adapters that ship as examples: short, and right to the bit where every step is exact. */
class AdapterTest {
  private static final int LONGEST = 60;
  private static final Map<LayerKind, Convention> PAPER =
      Map.of(
          LayerKind.BATCH_NORM, Convention.paper(LayerKind.BATCH_NORM),
          LayerKind.BATCH_RENORM, Convention.paper(LayerKind.BATCH_RENORM));
  private static final Map<LayerKind, Convention> BESSEL = Map.of(LayerKind.BATCH_NORM, bessel());

  private static Convention bessel() {
    return Convention.paper(LayerKind.BATCH_NORM).withCorrection(UpdateRule.Correction.BESSEL);
  }

  @Test
  void numpy() throws IOException {
    Optional<String> python = Runtimes.python("numpy");
    assumeTrue(python.isPresent(), "no python3 with numpy on this machine");
    assertAdapter(python.get(), "adapters/numpy_adapter.py", PAPER);
  }

  @Test
  void javascript() throws IOException {
    Optional<String> node = Runtimes.node();
    assumeTrue(node.isPresent(), "no Node.js on this machine");
    assertAdapter(node.get(), "adapters/adapter.js", PAPER);
  }

  @Test
  void pytorch() throws IOException {
    Optional<String> python = Runtimes.python("torch", "numpy");
    assumeTrue(python.isPresent(), "no python3 with torch and numpy on this machine");
    assertAdapter(python.get(), "adapters/torch_adapter.py", BESSEL);
  }

  private static void assertAdapter(
      String runtime, String file, Map<LayerKind, Convention> conventions) throws IOException {
    Path path = Runtimes.example(file);
    assertTrue(Files.readAllLines(path).size() <= LONGEST, file + " is longer than promised");
    String command = "%s '%s'".formatted(runtime, path);
    try (ExecSubject subject = ExecSubject.start(command, ExecSubject.DEFAULT_TIMEOUT)) {
      for (Dtype dtype : subject.capabilities().dtypes()) {
        DefinedLayer<Double> definition =
            new DefinedLayer<>("definition", Binary64.INSTANCE, dtype, conventions);
        for (LayerInput step : ExactSteps.of(dtype)) {
          if (conventions.containsKey(step.layer())) {
            assertExact(subject, step, subject.ask(step), definition.run(step));
          }
        }
        LayerInput empty =
            LayerInput.of(
                    LayerKind.BATCH_NORM, Mode.TRAINING, dtype, new Shape(0, 2, 3), new double[0])
                .withAffine(new double[] {1, 2}, new double[] {3, 4});
        assertExact(subject, empty, subject.ask(empty), definition.run(empty));
        assertTrace(subject, definition, ExactSteps.trace(LayerKind.BATCH_NORM, dtype));
      }
    }
  }

  private static void assertTrace(
      ExecSubject subject, DefinedLayer<Double> definition, List<LayerInput> steps) {
    List<LayerOutput> due = definition.trace(steps);
    List<Answer> answers = subject.trace(steps);
    assertEquals(due.size(), answers.size());
    for (int i = 0; i < due.size(); i++) {
      assertExact(subject, steps.get(i), answers.get(i), due.get(i));
    }
  }

  private static void assertExact(
      ExecSubject subject, LayerInput step, Answer answer, LayerOutput due) {
    Answer.Given given = assertInstanceOf(Answer.Given.class, answer, answer::toString);
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
