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
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Outputs;
import org.normaudit.verification.io.exec.ExecSubject;

/** The adapters that ship as examples: short, and right to the bit where every step is exact. */
class AdapterTest {
  private static final int LONGEST = 60;
  private static final Map<Layer, Convention> PAPER =
      Map.of(
          Layers.of("batchnorm"), Layers.of("batchnorm").paper(),
          Layers.of("batchrenorm"), Layers.of("batchrenorm").paper());
  private static final Map<Layer, Convention> BESSEL = Map.of(Layers.of("batchnorm"), bessel());

  private static Convention bessel() {
    return Layers.of("batchnorm")
        .paper()
        .with(Coordinates.CORRECTION, UpdateRule.Correction.BESSEL);
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

  private static void assertAdapter(String runtime, String file, Map<Layer, Convention> conventions)
      throws IOException {
    Path path = Runtimes.example(file);
    assertTrue(Files.readAllLines(path).size() <= LONGEST, file + " is longer than promised");
    String command = "%s '%s'".formatted(runtime, path);
    try (ExecSubject subject = ExecSubject.start(command, ExecSubject.DEFAULT_TIMEOUT)) {
      for (Dtype dtype : subject.supported().dtypes()) {
        DefinedLayer<Double> definition =
            new DefinedLayer<>("definition", Binary64.INSTANCE, dtype, conventions);
        for (Step step : ExactSteps.of(dtype)) {
          if (conventions.containsKey(step.layer())) {
            assertExact(subject, step, subject.ask(step), definition.run(step));
          }
        }
        Step empty =
            Step.of(Layers.of("batchnorm"), Mode.TRAINING, dtype, new Shape(0, 2, 3), new double[0])
                .withAffine(new double[] {1, 2}, new double[] {3, 4});
        assertExact(subject, empty, subject.ask(empty), definition.run(empty));
        assertTrace(subject, definition, ExactSteps.trace(Layers.of("batchnorm"), dtype));
      }
    }
  }

  private static void assertTrace(
      ExecSubject subject, DefinedLayer<Double> definition, List<Step> steps) {
    List<StepOutput> due = definition.trace(steps);
    List<Answer> answers = subject.trace(steps);
    assertEquals(due.size(), answers.size());
    for (int i = 0; i < due.size(); i++) {
      assertExact(subject, steps.get(i), answers.get(i), due.get(i));
    }
  }

  private static void assertExact(ExecSubject subject, Step step, Answer answer, StepOutput due) {
    Answer.Given given = assertInstanceOf(Answer.Given.class, answer, answer::toString);
    StepOutput output = given.output();
    assertEquals(Outputs.defined(subject.supported().results(), step), output.roles());
    for (Role quantity : output.roles()) {
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
