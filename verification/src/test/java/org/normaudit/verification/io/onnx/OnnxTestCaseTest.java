package org.normaudit.verification.io.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Overflow;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.truth.Truth;
import org.normaudit.verification.examples.ExactSteps;
import org.normaudit.verification.examples.Runtimes;
import org.normaudit.verification.io.data.TensorBytes;

class OnnxTestTest {

  static Step step(Mode mode, Dtype dtype) {
    return OnnxTestCase.expressible(
        ExactSteps.step(Layers.of("batchnorm"), mode, dtype, new Shape(2, 3, 2)));
  }

  static StepOutput exact(Step step) {
    Truth truth = Truth.of(step, Layers.of("batchnorm").paper());
    StepOutput output = StepOutput.empty();
    for (Role quantity : truth.roles()) {
      output = output.with(quantity, step.dtype().round(truth.nearest(quantity)));
    }
    return output;
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.Dtype#standard")
  void whatIsWrittenIsReadBackToTheBit(Dtype dtype, @TempDir Path folder) throws IOException {
    for (Mode mode : Mode.values()) {
      Step step = step(mode, dtype).withEpsilon(1e-2f);
      OnnxTestCase.write(folder.resolve(mode.label()), step, exact(step));
      List<OnnxTestCase> tests = OnnxTestCase.read(folder.resolve(mode.label()));
      assertEquals(1, tests.size());
      OnnxTestCase test = tests.get(0);
      assertEquals(step.epsilon(), test.input().epsilon());
      assertEquals(step.rule(), test.input().rule());
      assertEquals(step.shape(), test.input().shape());
      assertEquals(mode, test.input().mode());
      assertEquals(dtype, test.input().dtype());
      assertArrayEquals(step.x(), test.input().x());
      assertArrayEquals(step.gamma(), test.input().gamma());
      assertArrayEquals(step.beta(), test.input().beta());
      assertArrayEquals(step.state().mean(), test.input().state().mean());
      assertArrayEquals(step.state().spread(), test.input().state().spread());
      assertEquals(mode == Mode.TRAINING ? 3 : 1, test.output().roles().size());
      for (Role quantity : test.output().roles()) {
        assertArrayEquals(exact(step).get(quantity), test.output().get(quantity));
      }
    }
  }

  @Test
  void theMomentumIsTheShareOfTheOld() {
    Step quarter =
        ExactSteps.step(Layers.of("batchnorm"), Mode.TRAINING, Dtype.FLOAT64, new Shape(2, 3, 2));
    assertEquals(0.75, OnnxTestCase.expressible(quarter).rule().momentum());
    Step frozen = quarter.withRule(UpdateRule.frozen());
    assertEquals(1, OnnxTestCase.expressible(frozen).rule().momentum());
    assertEquals(UpdateRule.Sense.DECAY, OnnxTestCase.expressible(frozen).rule().sense());
  }

  @Test
  void aFileThatIsCutOffAnywhereIsAClearError(@TempDir Path folder) throws IOException {
    Step step = step(Mode.TRAINING, Dtype.FLOAT32);
    OnnxTestCase.write(folder, step, exact(step));
    for (String name : List.of("input_0.pb", "input_3.pb", "output_1.pb")) {
      Path file = folder.resolve("test_data_set_0").resolve(name);
      byte[] whole = Files.readAllBytes(file);
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        OnnxException e = assertThrows(OnnxException.class, () -> OnnxTestCase.read(folder));
        assertTrue(e.getMessage().contains(name), e::getMessage);
      }
      Files.write(file, whole);
    }
    assertEquals(1, OnnxTestCase.read(folder).size());
  }

  @Test
  void aMissingFileIsAClearError(@TempDir Path folder) throws IOException {
    assertThrows(OnnxException.class, () -> OnnxTestCase.read(folder));
    Step step = step(Mode.TRAINING, Dtype.FLOAT32);
    OnnxTestCase.write(folder, step, exact(step));
    Files.delete(folder.resolve("test_data_set_0").resolve("output_0.pb"));
    OnnxException e = assertThrows(OnnxException.class, () -> OnnxTestCase.read(folder));
    assertTrue(e.getMessage().contains("output_0.pb': there is no such file"), e::getMessage);
    Files.delete(folder.resolve("test_data_set_0").resolve("input_4.pb"));
    e = assertThrows(OnnxException.class, () -> OnnxTestCase.read(folder));
    assertTrue(e.getMessage().contains("'var'"), e::getMessage);
  }

  /** Any bytes give a value or an OnnxException. */
  @Property
  void noBytesHarmTheReader(
      @ForAll boolean model,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 400) Integer> places,
      @ForAll byte change) {
    byte[] bytes =
        model
            ? model(15, true).toBytes(Dtype.FLOAT32, List.of(2, 3, 2))
            : new OnnxTensor("x", Dtype.FLOAT32, List.of(2, 3), new double[6]).toBytes();
    for (int place : places) {
      bytes[place % bytes.length] ^= change;
    }
    try {
      if (model) {
        OnnxModel.of(bytes);
      } else {
        OnnxTensor.of(bytes);
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      assertTrue(e.getMessage() != null);
    }
  }

  static OnnxModel model(long opset, boolean training) {
    List<String> outputs = training ? List.of("Y", "running_mean", "running_var") : List.of("Y");
    List<String> inputs = List.of("X", "scale", "B", "mean", "var");
    return new OnnxModel(opset, 1e-5f, 0.9f, training, inputs, outputs, inputs, outputs, Map.of());
  }

  @ParameterizedTest
  @CsvSource({"6, opset 6", "16, opset 16"})
  void anotherOpsetIsAClearError(long opset, String said) {
    byte[] bytes = model(opset, false).toBytes(Dtype.FLOAT32, List.of(2, 3, 2));
    OnnxException e = assertThrows(OnnxException.class, () -> OnnxModel.of(bytes));
    assertTrue(e.getMessage().contains(said), e::getMessage);
  }

  @Test
  void aFormatWithoutADataTypeIsRefused() {
    Dtype small = Dtype.format("e4m3-inf", 4, -6, 7, Overflow.INFINITY);
    OnnxException e = assertThrows(OnnxException.class, () -> OnnxTensor.type(small));
    assertEquals(
        "'e4m3-inf' is no data type here:"
            + " float, float16, double and bfloat16 are 1, 10, 11 and 16",
        e.getMessage());
  }

  @Test
  void anotherOperatorIsAClearError() {
    byte[] bytes = model(15, false).toBytes(Dtype.FLOAT32, List.of(2, 3, 2));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] other =
        text.replace("BatchNormalization", "BatchNormalizatiom")
            .getBytes(StandardCharsets.ISO_8859_1);
    OnnxException e = assertThrows(OnnxException.class, () -> OnnxModel.of(other));
    assertTrue(e.getMessage().contains("'BatchNormalizatiom'"), e::getMessage);
  }

  @ParameterizedTest
  @CsvSource({"7, true", "9, true", "14, true", "15, true", "7, false", "15, false"})
  void everyOpsetSaysWhetherItTrains(long opset, boolean training) {
    byte[] bytes = model(opset, training).toBytes(Dtype.FLOAT32, List.of(2, 3, 2));
    assertEquals(model(opset, training), OnnxModel.of(bytes));
  }

  @Test
  void pythonsOnnxReadsWhatIsWritten(@TempDir Path folder) throws Exception {
    Optional<String> python = Runtimes.python("onnx", "numpy");
    assumeTrue(python.isPresent(), "no python3 with onnx on this machine");
    Step step = step(Mode.TRAINING, Dtype.FLOAT32).withEpsilon(1e-2f);
    OnnxTestCase.write(folder.resolve("test_batchnorm_0"), step, exact(step));
    List<String> lines = NodeTests.run(python.get(), "check", folder);
    assertEquals("test_batchnorm_0 15 0.009999999776482582 0.75 1", lines.get(0));
    assertEquals(1 + 5 + 3, lines.size());
    String x = HexFormat.of().formatHex(TensorBytes.encode(Dtype.FLOAT32, step.x()));
    assertEquals("input_0.pb X float32 [2, 3, 2] " + x, lines.get(1));
  }
}
