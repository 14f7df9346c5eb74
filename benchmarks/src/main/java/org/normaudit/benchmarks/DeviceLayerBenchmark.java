package org.normaudit.benchmarks;

import java.util.concurrent.TimeUnit;
import org.normaudit.opencl.DeviceSession;
import org.normaudit.opencl.Devices;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The passes of a training step on a device, in float32, with all tensors resident. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DeviceLayerBenchmark {
  /** An index, a part of a name, or {@code jtp}. */
  @Param("0")
  public String device;

  /** The shape. */
  @Param public Workload workload;

  /** The layer. */
  @Param({"BATCH_NORM", "BATCH_RENORM"})
  public LayerKind layer;

  private DeviceSession session;
  private LayerInput input;

  /** Sends the data, and goes forward once so that there is something to go back from. */
  @Setup
  public void send() {
    input = workload.step(layer);
    session = DeviceSession.open(Devices.of(device), Dtype.FLOAT32);
    load(session, input);
    forward();
  }

  /** Makes {@code session} ready for the passes of {@code step}. */
  public static void load(DeviceSession session, LayerInput step) {
    session.configure(step.layer(), step.shape(), step.epsilon());
    session.put(DeviceSession.Input.X, step.x());
    session.put(DeviceSession.Input.DY, step.dy());
    session.put(DeviceSession.Input.GAMMA, step.gamma());
    session.put(DeviceSession.Input.BETA, step.beta());
    session.putState(step.state());
  }

  /** Forward, with the update of the running statistics. */
  @Benchmark
  public void forward() {
    session.forward(input.mode(), input.rule(), input.clip());
  }

  /** Backward. */
  @Benchmark
  public void backward() {
    session.backward();
  }

  /** Releases the device. */
  @TearDown
  public void release() {
    session.close();
  }
}
