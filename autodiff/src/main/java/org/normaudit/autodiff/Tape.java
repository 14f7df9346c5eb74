package org.normaudit.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reverse-mode differentiation: operations are recorded as they are computed, and one sweep back
 * over the record gives the product of any upstream gradient with the Jacobian.
 *
 * <p>A node z = f(a, b) is four numbers: the indices of a and b, and the partial derivatives ∂z/∂a
 * and ∂z/∂b, computed when the node is recorded. Nodes lie in creation order, so an operand always
 * comes before its result, and the sweep is one loop from the last node to the first:
 *
 * <pre>
 *   adjoint(a) += adjoint(z) · ∂z/∂a
 *   adjoint(b) += adjoint(z) · ∂z/∂b
 * </pre>
 *
 * <p>Index 0 is no node but a drain: it stands for every constant, and for the operand that a unary
 * operation does not have. What flows there is lost.
 *
 * <h2>Derivatives where the choice is ours</h2>
 *
 * <ul>
 *   <li>{@link #clamp}: the result is {@code a} for low ≤ a ≤ high, thresholds included, so its
 *       derivative by {@code a} is 1 at a threshold; beyond it the result is the bound, derivative 0
 *       by {@code a} and 1 by the bound. NaN stays NaN and has the derivative NaN.
 *   <li>{@link #sqrt}: 1/(2√a), so +∞ at 0 and NaN for a negative number or NaN.
 *   <li>A node whose adjoint is exactly 0 passes nothing on, whatever its partial derivatives: 0·∞
 *       and 0·NaN count as 0 there. So a node that the outputs do not depend on cannot spoil a
 *       gradient. In all other places IEEE 754 decides.
 * </ul>
 *
 * <p>Cost: linear in the number of nodes, in time and in memory: 24 bytes a node recorded, and 8
 * more once swept. The record is held in blocks that are never copied. Adjoints are added in the
 * reverse of creation order, so the error in an adjoint that is a sum of k terms is at most k
 * roundings of the sum of their magnitudes.
 *
 * <p>Not thread-safe: one tape, one thread.
 */
public final class Tape implements Arithmetic<Tape.Var> {

  private static final int SMALLEST_BLOCK = 1 << 10;

  /** 256 KiB of partial derivatives: below half a region of G1, which would waste the rest of one. */
  private static final int LARGEST_BLOCK = 1 << 15;

  private static final int DRAIN = 0;

  /**
   * A number on a tape: an input, a constant or the result of an operation. Immutable. It belongs to
   * the tape that made it until that tape is cleared.
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
  private static final class Recording {
    private final Tape tape;

    private Recording(Tape tape) {
      this.tape = tape;
    }
  }

  /** A run of nodes: node {@code first + i} has its operands and partial derivatives at i. */
  private static final class Block {
    private final int first;
    private final int[] left;
    private final int[] right;
    private final double[] byLeft;
    private final double[] byRight;

    private Block(int first, int nodes) {
      this.first = first;
      left = new int[nodes];
      right = new int[nodes];
      byLeft = new double[nodes];
      byRight = new double[nodes];
    }
  }

  private final int maxNodes;
  private final List<Block> blocks = new ArrayList<>();
  private Recording recording = new Recording(this);
  private int current;
  private Block block;
  private int used;
  private double[] adjoint = {};
  private int swept;

  /** An empty tape. */
  public Tape() {
    this(Integer.MAX_VALUE - Long.SIZE);
  }

  Tape(int maxNodes) {
    this.maxNodes = maxNodes;
    block = new Block(DRAIN + 1, Math.min(SMALLEST_BLOCK, maxNodes));
    blocks.add(block);
  }

  /** An input: a number by which gradients are taken. */
  public Var variable(double value) {
    return record(value, DRAIN, 0, DRAIN, 0);
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
    return new Var(recording, DRAIN, value);
  }

  @Override
  public Var add(Var a, Var b) {
    return record(own(a).value + own(b).value, a.index, 1, b.index, 1);
  }

  @Override
  public Var subtract(Var a, Var b) {
    return record(own(a).value - own(b).value, a.index, 1, b.index, -1);
  }

  @Override
  public Var multiply(Var a, Var b) {
    return record(own(a).value * own(b).value, a.index, b.value, b.index, a.value);
  }

  @Override
  public Var divide(Var a, Var b) {
    double quotient = own(a).value / own(b).value;
    return record(quotient, a.index, 1 / b.value, b.index, -quotient / b.value);
  }

  @Override
  public Var negate(Var a) {
    return record(-own(a).value, a.index, -1, DRAIN, 0);
  }

  @Override
  public Var sqrt(Var a) {
    double root = Math.sqrt(own(a).value);
    return record(root, a.index, 0.5 / Math.abs(root), DRAIN, 0);
  }

  @Override
  public Var clamp(Var a, Var low, Var high) {
    Binary64.requireInterval(own(low).value, own(high).value);
    if (Double.isNaN(own(a).value)) {
      return record(a.value, a.index, Double.NaN, DRAIN, 0);
    }
    if (a.value < low.value) {
      return low;
    }
    return a.value > high.value ? high : a;
  }

  @Override
  public Var stopGradient(Var a) {
    return constant(own(a).value);
  }

  @Override
  public double value(Var a) {
    return own(a).value;
  }

  /** The number of nodes recorded: one for each input and each operation; constants are free. */
  public int nodes() {
    return block.first - (DRAIN + 1) + used;
  }

  /**
   * Forgets all nodes and keeps the memory. Every variable made so far, constants included, is
   * refused from here on.
   */
  public void clear() {
    recording = new Recording(this);
    current = 0;
    block = blocks.get(0);
    used = 0;
    swept = 0;
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
   * @param outputs the outputs
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
    resetAdjoints();
    for (int i = 0; i < upstream.length; i++) {
      adjoint[outputs.get(i).index] += upstream[i];
    }
    sweepBack(block, used);
    for (int b = current - 1; b >= 0; b--) {
      sweepBack(blocks.get(b), blocks.get(b).left.length);
    }
    adjoint[DRAIN] = 0;
  }

  /**
   * The derivative of the swept outputs by {@code v}, weighted by the upstream gradient; 0 for a
   * constant.
   *
   * @throws IllegalArgumentException if {@code v} is not on this tape
   * @throws IllegalStateException if {@code v} was recorded after the last sweep
   */
  public double gradient(Var v) {
    if (own(v).index >= swept) {
      throw new IllegalStateException(
          "no sweep was made since this variable was recorded: " + v.value);
    }
    return adjoint[v.index];
  }

  /** The derivatives by each of {@code variables}, in their order, as {@link #gradient(Var)}. */
  public double[] gradient(List<Var> variables) {
    return variables.stream().mapToDouble(this::gradient).toArray();
  }

  private void resetAdjoints() {
    swept = DRAIN + 1 + nodes();
    if (adjoint.length < swept) {
      adjoint = null; // lets go of the old array before there is a new one
      adjoint = new double[block.first + block.left.length];
    } else {
      Arrays.fill(adjoint, 0, swept, 0);
    }
  }

  private void sweepBack(Block nodes, int count) {
    double[] sums = adjoint;
    for (int i = count - 1; i >= 0; i--) {
      double weight = sums[nodes.first + i];
      if (weight != 0) {
        sums[nodes.left[i]] += weight * nodes.byLeft[i];
        sums[nodes.right[i]] += weight * nodes.byRight[i];
      }
    }
  }

  private Var record(double value, int left, double byLeft, int right, double byRight) {
    if (used == block.left.length) {
      nextBlock();
    }
    int i = used++;
    block.left[i] = left;
    block.right[i] = right;
    block.byLeft[i] = byLeft;
    block.byRight[i] = byRight;
    return new Var(recording, block.first + i, value);
  }

  private void nextBlock() {
    if (current + 1 == blocks.size()) {
      int room = maxNodes - nodes();
      if (room == 0) {
        throw new IllegalStateException("a tape holds at most " + maxNodes + " nodes");
      }
      int size = Math.min(Math.min(nodes(), LARGEST_BLOCK), room);
      blocks.add(new Block(block.first + block.left.length, size));
    }
    block = blocks.get(++current);
    used = 0;
  }

  private Var own(Var v) {
    if (v.recording != recording) {
      throw new IllegalArgumentException(
          v.recording.tape == this
              ? "this variable was recorded before the tape was cleared: " + v.value
              : "this variable belongs to another tape: " + v.value);
    }
    return v;
  }
}
