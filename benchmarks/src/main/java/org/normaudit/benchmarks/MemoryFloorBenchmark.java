package org.normaudit.benchmarks;

import java.util.concurrent.TimeUnit;
import org.normaudit.opencl.Devices;
import org.normaudit.opencl.MemoryFloor;
import org.normaudit.reference.Dtype;
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
 * What no layer can go below on a device: to read x and write y once in float32, and a launch of as
 * many work-items that do nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MemoryFloorBenchmark {
  /** An index, a part of a name, or {@code jtp}. */
  @Param("0")
  public String device;

  /** The shape. */
  @Param public Workload workload;

  private MemoryFloor floor;

  /** Makes the two tensors. */
  @Setup
  public void open() {
    floor = MemoryFloor.open(Devices.of(device), Dtype.FLOAT32, workload.shape().size());
  }

  /** A copy of x. */
  @Benchmark
  public void copy() {
    floor.copy();
  }

  /** An empty launch. */
  @Benchmark
  public void emptyLaunch() {
    floor.launchEmpty();
  }

  /** Releases the device. */
  @TearDown
  public void release() {
    floor.close();
  }
}
