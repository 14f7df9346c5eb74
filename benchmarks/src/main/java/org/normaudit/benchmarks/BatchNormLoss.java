package org.normaudit.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.hipparchus.analysis.differentiation.Gradient;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.autodiff.Binary64;
import org.normaudit.autodiff.Tape;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.core.arithmetic.DerivativeArithmetic;

/**
 * L(x) = Σ dy·y with y = (x−μ)/√(V+ε), the batch normalization of one channel weighted by an
 * upstream gradient, and the ways to its gradient ∂L/∂x that are timed against one another.
 */
final class BatchNormLoss {
  /** How many values the channel has. */
  static final int VALUES = 64;

  private static final long SEED = 64;

  private final LayerInput step;
  private final double[] x = new double[VALUES];
  private final double[] dy = new double[VALUES];
  private final Tape tape = new Tape();
  private final DerivativeArithmetic forward = new DerivativeArithmetic(VALUES, 1);
  private final GradientArithmetic gradients = new GradientArithmetic(VALUES);
  private final ReferenceLayer layer = new ReferenceLayer();

  BatchNormLoss() {
    Random random = new Random(SEED);
    for (int i = 0; i < VALUES; i++) {
      x[i] = 1 + random.nextGaussian();
      dy[i] = random.nextGaussian();
    }
    Shape shape = new Shape(VALUES, 1, 1);
    step = LayerInput.of(LayerKind.BATCH_NORM, Mode.TRAINING, Dtype.FLOAT64, shape, x).withDy(dy);
  }

  /** The same as a step of a layer, whose dx is the gradient. */
  LayerInput step() {
    return step;
  }

  /** L(x) alone, without a gradient. */
  double value() {
    List<Double> values = new ArrayList<>(VALUES);
    for (double value : x) {
      values.add(value);
    }
    return evaluate(Binary64.INSTANCE, values);
  }

  /** By the formula for dx, with everything else that a step of the scalar layer computes. */
  double[] analytic() {
    return layer.run(step).get(Quantity.DX);
  }

  /** By reverse mode: one record, one sweep. */
  double[] byTape() {
    tape.clear();
    List<Tape.Var> variables = tape.variables(x);
    tape.sweep(evaluate(tape, variables));
    return tape.gradient(variables);
  }

  /** By the forward mode of Commons Math. */
  double[] byDerivativeStructure() {
    List<DerivativeStructure> variables = new ArrayList<>(VALUES);
    for (int i = 0; i < VALUES; i++) {
      variables.add(forward.variable(i, x[i]));
    }
    double[] all = evaluate(forward, variables).getAllDerivatives();
    // The value first, then the first derivatives in the order of the variables.
    return Arrays.copyOfRange(all, 1, VALUES + 1);
  }

  /** By the forward mode of Hipparchus, made for first derivatives. */
  double[] byGradient() {
    List<Gradient> variables = new ArrayList<>(VALUES);
    for (int i = 0; i < VALUES; i++) {
      variables.add(Gradient.variable(VALUES, i, x[i]));
    }
    return evaluate(gradients, variables).getGradient();
  }

  private <T> T evaluate(Arithmetic<T> a, List<T> values) {
    T count = a.constant(VALUES);
    T mean = a.divide(sum(a, values), count);
    List<T> deviations = new ArrayList<>(VALUES);
    List<T> squares = new ArrayList<>(VALUES);
    for (T value : values) {
      T deviation = a.subtract(value, mean);
      deviations.add(deviation);
      squares.add(a.multiply(deviation, deviation));
    }
    T variance = a.divide(sum(a, squares), count);
    T sigma = a.sqrt(a.add(variance, a.constant(step.epsilon())));
    List<T> weighted = new ArrayList<>(VALUES);
    for (int i = 0; i < VALUES; i++) {
      T y = a.divide(deviations.get(i), sigma);
      weighted.add(a.multiply(a.constant(dy[i]), y));
    }
    return sum(a, weighted);
  }

  private static <T> T sum(Arithmetic<T> a, List<T> values) {
    T total = values.get(0);
    for (int i = 1; i < values.size(); i++) {
      total = a.add(total, values.get(i));
    }
    return total;
  }
}
