package org.normaudit.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reverse-mode differentiation: operations are recorded as they are computed, and one sweep back
 * over the record gives the product of any upstream gradient with the Jacobian.
 *
 * <p>A node is the operation, the indices of its operands and the value. Nodes lie in creation
 * order, so an operand always comes before its result, and the sweep is one loop from the last node
 * to the first. For z = f(a, b) it does
 *
 * <pre>
 *   adjoint(a) += adjoint(z) · ∂z/∂a
 *   adjoint(b) += adjoint(z) · ∂z/∂b
 * </pre>
 *
 * <h2>Derivatives at kinks and poles</h2>
 *
 * <ul>
 *   <li>{@link #clamp}: the result is {@code a} for low ≤ a ≤ high, thresholds included, so its
 *       derivative by {@code a} is 1 at a threshold; beyond it the result is the bound, derivative
 *       0 by {@code a} and 1 by the bound. NaN stays NaN and has the derivative NaN.
 *   <li>{@link #sqrt}: 1/(2√a), so +∞ at 0 of either sign, and NaN for a negative number or NaN.
 *   <li>A node whose adjoint is exactly 0 passes nothing on, for any partial derivatives: 0·∞ and
 *       0·NaN count as 0 there. A node that no output depends on cannot spoil a gradient.
 *       Everywhere else IEEE 754 decides.
 * </ul>
 *
 * <p>Cost: linear in the number of nodes, in time and in memory: 16 bytes a node recorded, 8 more
 * once swept, and 32 for each {@link Var} that the caller still holds. Blocks of nodes are never
 * copied. An adjoint is the sum of one term for each use of the variable, added one after the other
 * from the last use to the first: k uses give an error of at most k−1 roundings of the sum of the
 * magnitudes, besides the errors of the terms.
 *
 * <p>Not thread-safe: one tape, one thread.
 */
public final class Tape implements Arithmetic<Tape.Var> {

  private static final int LEAF = 0;
  private static final int ADD = 1;
  private static final int SUBTRACT = 2;
  private static final int MULTIPLY = 3;
  private static final int DIVIDE = 4;
  private static final int NEGATE = 5;
  private static final int SQRT = 6;

  /** An operation lies above its left operand in one int. */
  private static final int INDEX_BITS = 28;

  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

  /**
   * Small enough that a tape for one channel costs little, and that no array reaches half a region
   * of the G1 collector, where the rest of the region would be lost.
   */
  private static final int BLOCK_BITS = 12;

  static final int BLOCK = 1 << BLOCK_BITS;
  private static final int BLOCK_MASK = BLOCK - 1;

  /**
   * A number on a tape: an input, a constant or the result of an operation. Immutable. It belongs
   * to the tape that made it until that tape is cleared.
   */
  public static final class Var {
    private final Recording recording;
    private final int index;
    private final double value;

    private Var(Recording recording, int index, double value) {
      this.recording = recording;
      this.index = index;
      this.value = value;
    }

    @Override
    public String toString() {
      return Double.toString(value);
    }
  }

  /** What a variable belongs to: a tape, between two calls of clear. Compared by identity. */
  private record Recording(Tape tape) {}

  private final int maxBlocks;
  private Recording recording = new Recording(this);

  // Node i is at i & BLOCK_MASK of block i >>> BLOCK_BITS; an int for each operand, side by side.
  private double[][] values = {};
  private int[][] operands = {};

  // The block that is being filled, and its nodes so far.
  private int current;
  private double[] currentValues;
  private int[] currentOperands;
  private int used;

  private double[] adjoint = {};
  private int swept;

  /** An empty tape. */
  public Tape() {
    this(1 << (INDEX_BITS - BLOCK_BITS));
  }

  Tape(int maxBlocks) {
    this.maxBlocks = maxBlocks;
    enter(0);
  }

  /** An input: a number by which gradients are taken. */
  public Var variable(double value) {
    return record(LEAF, value, 0, 0);
  }

  /** Inputs, in the order of {@code values}. Not modified. */
  public List<Var> variables(double... values) {
    List<Var> variables = new ArrayList<>(values.length);
    for (double value : values) {
      variables.add(variable(value));
    }
    return variables;
  }

  @Override
  public Var constant(double value) {
    return record(LEAF, value, 0, 0);
  }

  @Override
  public Var add(Var a, Var b) {
    return record(ADD, own(a).value + own(b).value, a.index, b.index);
  }

  @Override
  public Var subtract(Var a, Var b) {
    return record(SUBTRACT, own(a).value - own(b).value, a.index, b.index);
  }

  @Override
  public Var multiply(Var a, Var b) {
    return record(MULTIPLY, own(a).value * own(b).value, a.index, b.index);
  }

  @Override
  public Var divide(Var a, Var b) {
    return record(DIVIDE, own(a).value / own(b).value, a.index, b.index);
  }

  @Override
  public Var negate(Var a) {
    return record(NEGATE, -own(a).value, a.index, 0);
  }

  @Override
  public Var sqrt(Var a) {
    return record(SQRT, Math.sqrt(own(a).value), a.index, 0);
  }

  @Override
  public Var clamp(Var a, Var low, Var high) {
    Binary64.requireInterval(own(low).value, own(high).value);
    if (own(a).value < low.value) {
      return low;
    }
    if (a.value > high.value) {
      return high;
    }
    // NaN·NaN: NaN, and so is its derivative.
    return Double.isNaN(a.value) ? multiply(a, a) : a;
  }

  /** A leaf with the value of {@code a}: what is differentiated by it does not reach {@code a}. */
  @Override
  public Var stopGradient(Var a) {
    return record(LEAF, own(a).value, 0, 0);
  }

  @Override
  public double value(Var a) {
    return own(a).value;
  }

  /** The number of nodes recorded: one for each input, each constant and each operation. */
  public int nodes() {
    return current * BLOCK + used;
  }

  /**
   * Forgets all nodes and keeps the memory. Every variable made so far, constants included, is
   * refused from here on.
   */
  public void clear() {
    recording = new Recording(this);
    swept = 0;
    enter(0);
  }

  /** Sweeps back from one output: {@link #gradient} then gives ∂output/∂v. */
  public void sweep(Var output) {
    sweep(List.of(output), 1);
  }

  /**
   * Sweeps back from several outputs at once: {@link #gradient} then gives Σ upstream_i ·
   * ∂output_i/∂v for every variable recorded so far. An output may occur more than once. What an
   * earlier sweep gave is forgotten.
   *
   * @param outputs the outputs. Not modified.
   * @param upstream the upstream gradient, one weight for each output. Not modified.
   * @throws IllegalArgumentException if the lengths differ, or if an output is not on this tape
   */
  public void sweep(List<Var> outputs, double... upstream) {
    if (outputs.size() != upstream.length) {
      throw new IllegalArgumentException(
          "the upstream gradient needs one weight for each output: "
              + (upstream.length + " weights for " + outputs.size() + " outputs"));
    }
    outputs.forEach(this::own);
    swept = nodes();
    if (adjoint.length < swept) {
      adjoint = null; // lets go of the old array before there is a new one
      adjoint = new double[(current + 1) * BLOCK];
    } else {
      Arrays.fill(adjoint, 0, swept, 0);
    }
    for (int i = 0; i < upstream.length; i++) {
      adjoint[outputs.get(i).index] += upstream[i];
    }
    sweepBlock(current, used);
    for (int block = current - 1; block >= 0; block--) {
      sweepBlock(block, BLOCK);
    }
  }

  private void sweepBlock(int block, int count) {
    double[] sum = adjoint;
    double[] result = values[block];
    int[] operand = operands[block];
    for (int i = count - 1; i >= 0; i--) {
      double weight = sum[block * BLOCK + i];
      if (weight == 0) {
        continue;
      }
      int a = operand[2 * i] & INDEX_MASK;
      int b = operand[2 * i + 1];
      switch (operand[2 * i] >>> INDEX_BITS) {
        case ADD -> {
          sum[a] += weight;
          sum[b] += weight;
        }
        case SUBTRACT -> {
          sum[a] += weight;
          sum[b] -= weight;
        }
        case MULTIPLY -> {
          double byA = valueAt(b);
          double byB = valueAt(a);
          sum[a] += weight * byA;
          sum[b] += weight * byB;
        }
        case DIVIDE -> { // ∂(a/b)/∂b = −(a/b)/b
          double byA = weight / valueAt(b);
          sum[a] += byA;
          sum[b] -= byA * result[i];
        }
        case NEGATE -> sum[a] -= weight;
        case SQRT -> sum[a] += weight / (2 * Math.abs(result[i])); // √−0 is −0
        default -> {} // a leaf
      }
    }
  }

  /**
   * The derivative of the swept outputs by {@code v}, weighted by the upstream gradient. By a
   * constant too: a constant is a leaf like any other.
   *
   * @throws IllegalArgumentException if {@code v} is not on this tape
   * @throws IllegalStateException if {@code v} was recorded after the last sweep
   */
  public double gradient(Var v) {
    if (own(v).index >= swept) {
      throw new IllegalStateException(
          "there was no sweep since this variable was recorded: " + v.value);
    }
    return adjoint[v.index];
  }

  /** The derivatives by each of {@code variables}, in their order, as {@link #gradient(Var)}. */
  public double[] gradient(List<Var> variables) {
    return variables.stream().mapToDouble(this::gradient).toArray();
  }

  private Var record(int operation, double value, int left, int right) {
    if (used == BLOCK) {
      enter(current + 1);
    }
    int i = used;
    used = i + 1;
    currentValues[i] = value;
    currentOperands[2 * i] = operation << INDEX_BITS | left;
    currentOperands[2 * i + 1] = right;
    return new Var(recording, current * BLOCK + i, value);
  }

  private void enter(int block) {
    if (block == maxBlocks) {
      throw new IllegalStateException("a tape holds at most " + maxBlocks * BLOCK + " nodes");
    }
    if (block == values.length) {
      values = Arrays.copyOf(values, 2 * block + 1);
      operands = Arrays.copyOf(operands, 2 * block + 1);
    }
    if (values[block] == null) {
      values[block] = new double[BLOCK];
      operands[block] = new int[2 * BLOCK];
    }
    current = block;
    currentValues = values[block];
    currentOperands = operands[block];
    used = 0;
  }

  private double valueAt(int index) {
    return values[index >>> BLOCK_BITS][index & BLOCK_MASK];
  }

  private Var own(Var v) {
    if (v.recording != recording) {
      throw foreign(v);
    }
    return v;
  }

  private IllegalArgumentException foreign(Var v) {
    return new IllegalArgumentException(
        v.recording.tape == this
            ? "this variable was recorded before the tape was cleared: " + v.value
            : "this variable belongs to another tape: " + v.value);
  }
}
