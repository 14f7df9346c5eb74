package org.normaudit.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One gradient of the batch norm of {@value BatchNormLoss#VALUES} values, by each way to it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GradientBenchmark {
  private final BatchNormLoss loss = new BatchNormLoss();

  /** The value alone, in boxed binary64: what the gradients cost beyond it is theirs. */
  @Benchmark
  public double value() {
    return loss.value();
  }

  /** A whole step of the scalar layer. */
  @Benchmark
  public double[] analytic() {
    return loss.analytic();
  }

  /** Recording and sweeping. */
  @Benchmark
  public double[] tape() {
    return loss.byTape();
  }

  /** Commons Math. */
  @Benchmark
  public double[] derivativeStructure() {
    return loss.byDerivativeStructure();
  }

  /** Hipparchus. */
  @Benchmark
  public double[] hipparchusGradient() {
    return loss.byGradient();
  }
}
