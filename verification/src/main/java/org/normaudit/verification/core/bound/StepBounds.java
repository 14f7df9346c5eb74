package org.normaudit.verification.core.bound;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Region;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Standardization;
import org.normaudit.reference.layer.Statistics;
import org.normaudit.reference.layer.Step;

/** The allowances of a step: its layer's definition, block by block, in {@link BoundAlgebra}. */
final class StepBounds {
  private static final int VALUES_TOGETHER = 1 << 10; // The fastest of 2⁶ to 2¹⁵, by measurement.

  private final int valuesTogether;
  private final Step step;
  private final Convention convention;
  private final ErrorModel model;
  private final BoundArithmetic arithmetic;
  private final Allowances allowances;
  private final BoundSums sums;
  private final Map<Name, Role> handedOn = new HashMap<>();
  private final Map<Role, double[]> allowed = new HashMap<>();
  private final ChannelTerms[] terms;

  private StepBounds(
      Step step, Convention convention, ErrorModel model, Rounding r, int valuesTogether) {
    this.valuesTogether = valuesTogether;
    this.step = step;
    this.convention = convention;
    this.model = model;
    this.arithmetic = new BoundArithmetic(r);
    BoundVectors vectors = new BoundVectors(arithmetic, model.folded());
    this.allowances = new Allowances(arithmetic, vectors, model);
    this.sums = new BoundSums(arithmetic);
    for (Role output : step.layer().roles(Role.Kind.OUTPUT)) {
      if (!output.equals(Roles.Y)) {
        handedOn.put(Name.of(output), output);
      }
    }
    this.terms = new ChannelTerms[step.statistics().parts()];
  }

  static Bounds of(
      Step step, Convention convention, ErrorModel model, Rounding r, boolean backward) {
    return of(step, convention, model, r, backward, VALUES_TOGETHER);
  }

  /**
   * The same.
   *
   * @param valuesTogether of samples that do not share statistics, how many values are evaluated
   *     together, but at least one sample
   */
  static Bounds of(
      Step step,
      Convention convention,
      ErrorModel model,
      Rounding r,
      boolean backward,
      int valuesTogether) {
    Step read = Reading.of(convention, step);
    StepBounds bounds = new StepBounds(read, convention, model, r, valuesTogether);
    for (int b = 0; b < step.statistics().groups(); b++) {
      bounds.add(b, backward);
    }
    return new Bounds(bounds.allowed, bounds.terms);
  }

  private void add(int b, boolean backward) {
    Map<Role, UncertainVector> gradients = new HashMap<>();
    int samples = step.shape().outer();
    int together = samplesTogether();
    for (int from = 0; from == 0 || from < samples; from += together) {
      int to = Math.min(samples, from + together);
      add(b, from, Region.of(step.statistics(), b, from, to), backward, gradients);
    }
    Region none = Region.of(step.statistics(), b, 0, 0);
    gradients.forEach((role, sum) -> put(role, none, allowances.of(role, sum, null), b));
  }

  private void add(
      int b, int from, Region region, boolean backward, Map<Role, UncertainVector> gradients) {
    boolean overBatch = step.statistics().overBatch();
    int terms = step.shape().outer() * step.shape().inner();
    BoundAlgebra algebra =
        new BoundAlgebra(arithmetic, model, convention, handedOn, !overBatch, model.depth(terms));
    BlockStep<Uncertain> all = BlockStep.of(algebra, step, region);
    BlockStep<Uncertain> block = (backward ? all : all.forwardOnly()).evaluate(convention);
    for (Role role : block.results().keySet()) {
      if (overBatch || role.isElementwise()) {
        put(role, region, algebra.allowed(block, role), b);
      } else {
        // The gradient of a parameter, which all samples share.
        UncertainVector part = UncertainVector.of(block.result(role));
        gradients.compute(role, (r, former) -> sums.joined(former, part));
      }
    }
    terms(b, from, block, algebra.moments());
  }

  // Samples that do not share statistics are independent but for the sums over them. A few at a
  // time keep arrays short; one at a time needs no copies of its values.
  private int samplesTogether() {
    Statistics statistics = step.statistics();
    int sample = statistics.channels() * step.shape().inner();
    return statistics.overBatch()
        ? Math.max(1, step.shape().outer())
        : Math.max(1, valuesTogether / Math.max(1, sample));
  }

  private void put(Role role, Region region, double[] own, int b) {
    double[] all = allowed.computeIfAbsent(role, q -> new double[q.length(step.shape())]);
    int[] at = region.indices(role);
    int size = step.statistics().block(b).size();
    for (int k = 0; k < at.length; k++) {
      all[at[k]] = inflated(own[k], size);
    }
  }

  /** A bound that is not a number promises nothing; one that is was rounded itself. */
  static double inflated(double bound, int terms) {
    return Double.isNaN(bound)
        ? Double.POSITIVE_INFINITY
        : bound * (1 + (2.0 * terms + 200) * BoundArithmetic.U64);
  }

  private void terms(int b, int from, BlockStep<Uncertain> block, List<SampleMoments> moments) {
    if (block.named(Name.FIXED_SIGMA) != null) {
      Uncertain sigma = block.value(Name.FIXED_SIGMA);
      double[] x = block.region().gather(Roles.X, step.x());
      terms[b] = terms(SampleMoments.of(arithmetic, model, x), sigma);
    }
    // The sets of a block are those of its group in each sample.
    for (int s = 0; s < moments.size(); s++) {
      Standardization<Uncertain> set = block.standardized().get(s);
      terms[(from + s) * step.statistics().groups() + b] = terms(moments.get(s), set.sigma());
    }
  }

  private ChannelTerms terms(SampleMoments of, Uncertain sigma) {
    double error = arithmetic.error(sigma);
    double low = Math.max(sigma.value() - error, sigma.least());
    double inverse = low > 0 ? error / low : Double.POSITIVE_INFINITY;
    Rounding r = arithmetic.rounding();
    return new ChannelTerms(
        of.data().kappa(),
        of.data().mean(),
        of.data().meanLow(),
        of.data().variance(),
        sigma.value(),
        of.statistics().mean(),
        of.statistics().variance(),
        error / sigma.value(),
        Rounding.compound(inverse, r.division(), r.u()));
  }
}
