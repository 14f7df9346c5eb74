package org.normaudit.benchmarks.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;
import org.normaudit.verification.io.onnx.OnnxTestCase;

/** A step in ONNX Runtime: a model of one node, its inputs and outputs in buffers made once. */
final class OnnxRuntimeStep implements BenchmarkedStep {
  private static final List<Quantity> QUANTITIES =
      List.of(Quantity.Y, Quantity.RUNNING_MEAN, Quantity.RUNNING_SPREAD);

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final LayerInput step;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private final Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
  private final OrtSession session;
  private boolean isDone;

  OnnxRuntimeStep(LayerInput step) {
    this.step = step;
    if (Momentum.isFrozen(step)) {
      throw new UnsupportedOperationException("ONNX's node always updates when it trains");
    }
    double momentum = Momentum.of(step, "ONNX", Sense.DECAY, Correction.BIASED);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(Peer.threads());
      options.setInterOpNumThreads(1);
      session = environment.createSession(OnnxTestCase.model(step, momentum), options);
      long[] channels = {step.shape().channels()};
      long[] tensor = {step.shape().outer(), step.shape().channels(), step.shape().inner()};
      double[][] values = {
        step.x(), step.gamma(), step.beta(), step.state().mean(), step.state().spread()
      };
      for (int i = 0; i < values.length; i++) {
        inputs.put(OnnxTestCase.INPUTS.get(i), tensor(values[i], i == 0 ? tensor : channels));
      }
      int given = step.mode() == Mode.TRAINING ? QUANTITIES.size() : 1;
      for (int i = 0; i < given; i++) {
        double[] room = new double[QUANTITIES.get(i).length(step.shape())];
        outputs.put(OnnxTestCase.OUTPUTS.get(i), tensor(room, i == 0 ? tensor : channels));
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private OnnxTensor tensor(double[] values, long[] dims) throws OrtException {
    boolean isDouble = step.dtype() == Dtype.FLOAT64;
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(values.length * (isDouble ? Double.BYTES : Float.BYTES))
            .order(ByteOrder.nativeOrder());
    if (isDouble) {
      return OnnxTensor.createTensor(
          environment, bytes.asDoubleBuffer().put(values).rewind(), dims);
    }
    return OnnxTensor.createTensor(
        environment, bytes.asFloatBuffer().put(Tensors.floats(values)).rewind(), dims);
  }

  @Override
  public void forward() {
    try {
      session.run(inputs, outputs).close();
      isDone = true;
    } catch (OrtException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public boolean hasBackward() {
    return false;
  }

  @Override
  public void backward() {
    throw new UnsupportedOperationException("ONNX Runtime has no backward pass of this node");
  }

  @Override
  public LayerOutput results() {
    if (!isDone) {
      forward();
    }
    LayerOutput results = LayerOutput.empty();
    for (int i = 0; i < outputs.size(); i++) {
      results = results.with(QUANTITIES.get(i), read(outputs.get(OnnxTestCase.OUTPUTS.get(i))));
    }
    // At inference the node has no such outputs: nothing was updated.
    return step.mode() == Mode.TRAINING
        ? results
        : results
            .with(Quantity.RUNNING_MEAN, step.state().mean())
            .with(Quantity.RUNNING_SPREAD, step.state().spread());
  }

  private double[] read(OnnxTensor tensor) {
    Buffer buffer = tensor.getBufferRef().orElseThrow();
    if (buffer instanceof DoubleBuffer doubles) {
      double[] values = new double[doubles.capacity()];
      doubles.get(0, values);
      return values;
    }
    FloatBuffer given = (FloatBuffer) buffer;
    float[] floats = new float[given.capacity()];
    given.get(0, floats);
    return Tensors.doubles(floats);
  }

  @Override
  public void close() {
    try {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
