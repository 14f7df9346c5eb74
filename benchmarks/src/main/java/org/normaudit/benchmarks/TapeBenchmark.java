package org.normaudit.benchmarks;

import java.util.concurrent.TimeUnit;
import org.normaudit.autodiff.Tape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a node costs a tape, to record and to sweep: the time of {@value #NODES} over their number.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TapeBenchmark {
  /** Nodes that are operations. Their record and adjoints are 1.5 MB: beyond a core's own cache. */
  static final int NODES = 1 << 16;

  private final Tape recorded = new Tape();
  private final Tape rewritten = new Tape();
  private Tape.Var input;
  private Tape.Var output;

  /** Records what {@link #sweep} sweeps. */
  @Setup
  public void record() {
    recorded.clear();
    input = recorded.variable(1);
    output = chain(recorded, input);
  }

  /** {@value #NODES} operations on a tape that has held as many before. */
  @Benchmark
  @OperationsPerInvocation(NODES)
  public Tape.Var recordNodes() {
    rewritten.clear();
    return chain(rewritten, rewritten.variable(1));
  }

  /** The derivative of the last of {@value #NODES} operations by the input of the first. */
  @Benchmark
  @OperationsPerInvocation(NODES)
  public double sweep() {
    recorded.sweep(output);
    return recorded.gradient(input);
  }

  /**
   * v ← (v·x + x)/x − x, over and over, from v = x. At x = 1 every number and every adjoint of the
   * chain is 1 or 2, so that no adjoint vanishes, which the sweep would pass over.
   */
  static Tape.Var chain(Tape tape, Tape.Var x) {
    Tape.Var v = x;
    for (int i = 0; i < NODES; i += 4) {
      v = tape.subtract(tape.divide(tape.add(tape.multiply(v, x), x), x), x);
    }
    return v;
  }
}
