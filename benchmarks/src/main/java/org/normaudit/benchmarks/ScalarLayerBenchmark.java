package org.normaudit.benchmarks;

import java.util.concurrent.TimeUnit;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A training step of the scalar layers on float32 tensors: forward, the update of the running
 * statistics and backward, on one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ScalarLayerBenchmark {
  /** The shape. */
  @Param public Workload workload;

  /** The layer. */
  @Param public LayerKind layer;

  private final ReferenceLayer reference = new ReferenceLayer();
  private LayerInput input;

  /** Draws the data. */
  @Setup
  public void draw() {
    input = workload.step(layer);
  }

  /** One step. */
  @Benchmark
  public LayerOutput step() {
    return reference.run(input);
  }
}
