package org.normaudit.verification.lab.bugs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Spread;
import org.normaudit.reference.layer.Standardization;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.lab.variants.Machine;

/** What a mistake sees where it is made: the block, the values named so far, the machine. */
final class Site {
  final Machine a;
  private final BlockStep<Double> s;
  private final Convention convention;

  Site(MutantAlgebra algebra, BlockStep<Double> s) {
    this.a = algebra.machine();
    this.s = s;
    this.convention = algebra.mutation().convention;
  }

  /** The value of a name. */
  double get(Name name) {
    return s.value(name);
  }

  /** The values of a name. */
  double[] all(Name name) {
    return array(s.named(name));
  }

  /** The value of a result. */
  double get(Role role) {
    return s.value(Name.of(role));
  }

  /** The step. */
  Step step() {
    return s.step();
  }

  /** The step's shape. */
  Shape shape() {
    return s.step().shape();
  }

  /** Whether the block is normalized with statistics of its own. */
  boolean isTraining() {
    return s.isTraining();
  }

  /** How many values the block has. */
  int m() {
    return s.size();
  }

  /** The channel of a block that has one. */
  int index() {
    return s.region().channels()[0];
  }

  /** Where the block's values lie in the flat tensor. */
  int[] elements() {
    return s.region().elements();
  }

  /** The positions of a parameter's values in the block. */
  int[] ownOf(int parameter) {
    int[] of = s.region().parameter();
    return IntStream.range(0, of.length).filter(k -> of[k] == parameter).toArray();
  }

  double[] x() {
    return array(s.get(Roles.X));
  }

  /** A given tensor, in the order of the block. */
  double[] given(Role role) {
    return array(s.get(role));
  }

  double[] dy() {
    return array(s.get(Roles.DY));
  }

  double gamma() {
    return s.only(Roles.GAMMA);
  }

  double beta() {
    return s.only(Roles.BETA);
  }

  /** γ of each value. */
  double[] gammas() {
    return array(s.perValue(s.get(Roles.GAMMA)));
  }

  double epsilon() {
    return s.epsilon();
  }

  double oldMean() {
    return s.only(Roles.RUNNING_MEAN);
  }

  double oldSpread() {
    return s.only(Roles.RUNNING_SPREAD);
  }

  long updates() {
    return s.updates();
  }

  Clip clip() {
    return s.clip();
  }

  UpdateRule rule() {
    return s.rule();
  }

  /** Whether γ is learned. */
  boolean learnsScale() {
    return convention.get(Coordinates.SCALE) == Convention.Scale.LEARNED;
  }

  /** Σ v, as the mutant sums. */
  double sum(double[] v) {
    return s.algebra().sum(list(v));
  }

  /** ū(v). */
  double mean(double[] v) {
    return a.divide(sum(v), a.round(v.length));
  }

  /** v·w, element by element. */
  double[] times(double[] v, double[] w) {
    double[] product = new double[v.length];
    for (int k = 0; k < v.length; k++) {
      product[k] = a.multiply(v[k], w[k]);
    }
    return product;
  }

  /** (x − mean)/sigma. */
  double[] standardized(double mean, double sigma) {
    double[] xhat = x();
    for (int k = 0; k < xhat.length; k++) {
      xhat[k] = a.divide(a.subtract(xhat[k], mean), sigma);
    }
    return xhat;
  }

  /** The running statistic after a batch whose statistic is {@code batch}. */
  double updated(double old, double batch) {
    return s.algebra().update(s, old, batch);
  }

  /** Makes the block's own statistics where the layer did not: at inference. */
  Site withOwnStatistics() {
    if (s.named(Name.VARIANCE) == null) {
      Standardization.of(s, convention, s.get(Roles.X), true);
    }
    return this;
  }

  /** The statistic of the block that the running spread averages. */
  double kept() {
    Spread<Double> spread = spread();
    return spread.kept(spread.keptVariance(s.value(Name.VARIANCE), s));
  }

  /** The standard deviation that a running spread stands for. */
  double deviation(double spread) {
    return spread().deviation(spread);
  }

  private Spread<Double> spread() {
    return new Spread<>(s.algebra(), convention, s.epsilon());
  }

  /** The block's result of a step with other tensors, by the definition itself. */
  double[] defined(Role role, Step other) {
    BlockStep<Double> honest = MutantLayer.defined(other, convention, a.format(), index());
    return array(honest.result(role));
  }

  static double[] array(List<Double> values) {
    double[] array = new double[values.size()];
    for (int k = 0; k < array.length; k++) {
      array[k] = values.get(k);
    }
    return array;
  }

  static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return list;
  }

  /** NaN stays NaN. */
  static double clamp(double value, double low, double high) {
    return Math.min(Math.max(value, low), high);
  }
}
