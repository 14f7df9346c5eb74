package org.normaudit.verification.io.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;

/**
 * One set of tensors of a backend test of BatchNormalization: {@code model.onnx} beside {@code
 * test_data_set_N/input_I.pb} and {@code output_I.pb}.
 *
 * @param folder that holds the model
 * @param set N
 * @param input the step that model and inputs stand for; an upstream gradient of zeros
 * @param output what the outputs say: y, and in training the running statistics
 */
public record OnnxTestCase(Path folder, int set, Step input, StepOutput output) {
  /** The layer of the node. */
  public static final Layer LAYER = Layers.of("batchnorm");

  private static final String MODEL = "model.onnx";

  /** The node's inputs in order. */
  public static final List<String> INPUTS = List.of("X", "scale", "B", "mean", "var");

  /** The node's outputs in order; only the first at inference. */
  public static final List<String> OUTPUTS = List.of("Y", "running_mean", "running_var");

  private static final List<Role> QUANTITIES =
      List.of(Roles.Y, Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD);
  private static final long OPSET = 15;

  /** Whether a folder holds a test. */
  public static boolean isOne(Path folder) {
    return Files.isRegularFile(folder.resolve(MODEL));
  }

  /**
   * All sets of a test.
   *
   * @throws OnnxException if a file is missing, cut off, or not what it should be
   */
  public static List<OnnxTestCase> read(Path folder) {
    Path file = folder.resolve(MODEL);
    OnnxModel model = inFile(file, () -> OnnxModel.of(bytes(file)));
    List<OnnxTestCase> tests = new ArrayList<>();
    for (int set = 0; Files.isDirectory(setFolder(folder, set)); set++) {
      tests.add(read(folder, set, model));
    }
    if (tests.isEmpty()) {
      throw new OnnxException(String.format(Locale.ROOT, "'%s' has no test_data_set_0", folder));
    }
    return tests;
  }

  private static OnnxTestCase read(Path folder, int set, OnnxModel model) {
    List<OnnxTensor> tensors = new ArrayList<>();
    for (String name : model.nodeInputs()) {
      tensors.add(input(folder, set, model, name));
    }
    Path data = setFolder(folder, set);
    Step input = inFile(data, () -> step(model, tensors));
    StepOutput output = StepOutput.empty();
    int outputs = model.training() ? QUANTITIES.size() : 1;
    for (int i = 0; i < Math.min(outputs, model.nodeOutputs().size()); i++) {
      int index = model.graphOutputs().indexOf(model.nodeOutputs().get(i));
      if (index >= 0) {
        Path file = data.resolve(String.format(Locale.ROOT, "output_%d.pb", index));
        OnnxTensor tensor = inFile(file, () -> OnnxTensor.of(bytes(file)));
        output = output.with(QUANTITIES.get(i), checked(file, tensor, input, QUANTITIES.get(i)));
      }
    }
    return new OnnxTestCase(folder, set, input, output);
  }

  private static OnnxTensor input(Path folder, int set, OnnxModel model, String name) {
    int index = model.graphInputs().indexOf(name);
    Path file = setFolder(folder, set).resolve(String.format(Locale.ROOT, "input_%d.pb", index));
    if (index >= 0 && Files.exists(file)) {
      return inFile(file, () -> OnnxTensor.of(bytes(file)));
    }
    return Optional.ofNullable(model.initializers().get(name))
        .orElseThrow(
            () ->
                new OnnxException(
                    String.format(
                        Locale.ROOT,
                        "'%s' has neither a file nor an initializer for the input '%s'",
                        setFolder(folder, set),
                        name)));
  }

  private static double[] checked(Path file, OnnxTensor tensor, Step input, Role quantity) {
    if (tensor.dtype() != input.dtype()) {
      throw new OnnxException(
          String.format(
              Locale.ROOT,
              "'%s' holds %s where X is %s",
              file,
              tensor.dtype().label(),
              input.dtype().label()));
    }
    if (tensor.values().length != quantity.length(input.shape())) {
      throw new OnnxException(
          String.format(
              Locale.ROOT,
              "'%s' holds %d values where %d are due",
              file,
              tensor.values().length,
              quantity.length(input.shape())));
    }
    return tensor.values();
  }

  private static Step step(OnnxModel model, List<OnnxTensor> tensors) {
    OnnxTensor x = tensors.get(0);
    if (x.dims().size() < 2) {
      throw new OnnxException(
          String.format(Locale.ROOT, "X has the dimensions %s: at least 2 are due", x.dims()));
    }
    for (OnnxTensor tensor : tensors) {
      if (tensor.dtype() != x.dtype()) {
        throw new OnnxException(
            String.format(
                Locale.ROOT,
                "X is %s but '%s' is %s: mixed types are not judged",
                x.dtype().label(),
                tensor.name(),
                tensor.dtype().label()));
      }
    }
    int inner = x.dims().stream().skip(2).reduce(1, Math::multiplyExact);
    Shape shape = new Shape(x.dims().get(0), x.dims().get(1), inner);
    Mode mode = model.training() ? Mode.TRAINING : Mode.INFERENCE;
    return Step.of(LAYER, mode, x.dtype(), shape, x.values())
        .withEpsilon(model.epsilon())
        .withRule(keep(model.momentum()))
        .withAffine(tensors.get(1).values(), tensors.get(2).values())
        .withState(new RunningStatistics(tensors.get(3).values(), tensors.get(4).values(), 0));
  }

  private static UpdateRule keep(float momentum) {
    return new UpdateRule(UpdateRule.Sense.DECAY, momentum, UpdateRule.Correction.BIASED);
  }

  /**
   * A step of batch normalization as ONNX can say it: ε and the momentum as binary32 numbers, the
   * momentum as the share of the old statistics, no gradients.
   */
  public static Step expressible(Step step) {
    UpdateRule rule = step.rule();
    double share =
        rule.sense() == UpdateRule.Sense.DECAY ? rule.momentum() : 1 - rule.rateAt(step.updates());
    RunningStatistics state = step.state();
    return Step.of(LAYER, step.mode(), step.dtype(), step.shape(), step.x())
        .withEpsilon((float) step.epsilon())
        .withRule(keep((float) share))
        .withAffine(step.gamma(), step.beta())
        .withState(new RunningStatistics(state.mean(), state.spread(), 0));
  }

  /**
   * Writes a test of one set, opset 15.
   *
   * @param folder is made; files in it are replaced
   * @param step of batch normalization, {@linkplain #expressible expressible}
   * @param output y, and in training the running statistics
   */
  public static void write(Path folder, Step step, StepOutput output) throws IOException {
    Dtype dtype = step.dtype();
    Shape shape = step.shape();
    List<Integer> dims = List.of(shape.outer(), shape.channels(), shape.inner());
    List<Integer> channels = List.of(shape.channels());
    List<String> outputs = outputs(step);
    Path data = Files.createDirectories(setFolder(folder, 0));
    Files.write(folder.resolve(MODEL), model(step, step.rule().momentum()));
    List<double[]> inputs =
        List.of(step.x(), step.gamma(), step.beta(), step.state().mean(), step.state().spread());
    for (int i = 0; i < inputs.size(); i++) {
      List<Integer> sizes = i == 0 ? dims : channels;
      OnnxTensor tensor = new OnnxTensor(INPUTS.get(i), dtype, sizes, inputs.get(i));
      Files.write(data.resolve(String.format(Locale.ROOT, "input_%d.pb", i)), tensor.toBytes());
    }
    for (int i = 0; i < outputs.size(); i++) {
      List<Integer> sizes = i == 0 ? dims : channels;
      double[] values = output.get(QUANTITIES.get(i));
      OnnxTensor tensor = new OnnxTensor(outputs.get(i), dtype, sizes, values);
      Files.write(data.resolve(String.format(Locale.ROOT, "output_%d.pb", i)), tensor.toBytes());
    }
  }

  private static List<String> outputs(Step step) {
    return step.mode() == Mode.TRAINING ? OUTPUTS : OUTPUTS.subList(0, 1);
  }

  /**
   * The bytes of a model of opset 15 that takes {@link #INPUTS} of a step's shape and dtype.
   *
   * @param momentum the share of the old running statistics; rounded to binary32, as ε is
   */
  public static byte[] model(Step step, double momentum) {
    Shape shape = step.shape();
    List<String> outputs = outputs(step);
    return new OnnxModel(
            OPSET,
            (float) step.epsilon(),
            (float) momentum,
            step.mode() == Mode.TRAINING,
            INPUTS,
            outputs,
            INPUTS,
            outputs,
            java.util.Map.of())
        .toBytes(step.dtype(), List.of(shape.outer(), shape.channels(), shape.inner()));
  }

  private static Path setFolder(Path folder, int set) {
    return folder.resolve("test_data_set_" + set);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new OnnxException("there is no such file", e);
    } catch (IOException e) {
      throw new OnnxException("it cannot be read: " + e.getMessage(), e);
    }
  }

  /** Adds the name of the file to every error of its contents. */
  private static <T> T inFile(Path file, java.util.function.Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new OnnxException(String.format(Locale.ROOT, "'%s': %s", file, e.getMessage()), e);
    }
  }
}
