package org.normaudit.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import org.normaudit.benchmarks.Workload;
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

/**
 * The passes of a training step of batch normalization in float32, resident with a library. Those
 * without a backward pass are no default: {@code -p peer=onnxruntime PeerBenchmark.forward}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PeerBenchmark {
  /** A library, and the order of its tensors. */
  @Param({"onednn:blocked", "onednn:nhwc", "onednn:nchw", "pytorch:nchw", "pytorch:nhwc"})
  public String peer;

  /** The shape. */
  @Param public Workload workload;

  private BenchmarkedStep step;

  /** Hands the data over, and goes forward once so that there is something to go back from. */
  @Setup
  public void load() {
    step = Peers.named(peer).get(0).load(workload.step(LayerKind.BATCH_NORM));
    step.forward();
  }

  /** Forward, with the update of the running statistics where the library has them. */
  @Benchmark
  public void forward() {
    step.forward();
  }

  /** Backward. */
  @Benchmark
  public void backward() {
    step.backward();
  }

  /** Gives the tensors back. */
  @TearDown
  public void close() {
    step.close();
  }
}
