package org.normaudit.verification.core.bound;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.BlockStep;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Standardization;
import org.normaudit.reference.layer.Step;

/** The allowances of a step: its layer's definition, block by block, in {@link BoundAlgebra}. */
final class StepBounds {
  private final Step step;
  private final Convention convention;
  private final ErrorModel model;
  private final BoundArithmetic arithmetic;
  private final Map<Name, Role> handedOn = new HashMap<>();
  private final Map<Role, double[]> allowed = new HashMap<>();
  private final ChannelTerms[] terms;

  private StepBounds(Step step, Convention convention, ErrorModel model, Rounding r) {
    this.step = step;
    this.convention = convention;
    this.model = model;
    this.arithmetic = new BoundArithmetic(r);
    for (Role output : step.layer().roles(Role.Kind.OUTPUT)) {
      if (!output.equals(Roles.Y)) {
        handedOn.put(Name.of(output), output);
      }
    }
    this.terms = new ChannelTerms[step.statistics().parts()];
  }

  static Bounds of(
      Step step, Convention convention, ErrorModel model, Rounding r, boolean backward) {
    StepBounds bounds = new StepBounds(Reading.of(convention, step), convention, model, r);
    for (int b = 0; b < step.statistics().groups(); b++) {
      bounds.add(b, backward);
    }
    return new Bounds(bounds.allowed, bounds.terms);
  }

  private void add(int b, boolean backward) {
    BoundAlgebra algebra =
        new BoundAlgebra(arithmetic, model, convention, handedOn, !step.statistics().overBatch());
    BlockStep<Uncertain> whole = BlockStep.of(algebra, step, b);
    BlockStep<Uncertain> block = (backward ? whole : whole.forwardOnly()).evaluate(convention);
    for (Role role : block.results().keySet()) {
      double[] own = algebra.allowed(block, role);
      double[] all = allowed.computeIfAbsent(role, q -> new double[q.length(step.shape())]);
      int[] at = block.region().indices(role);
      for (int k = 0; k < at.length; k++) {
        all[at[k]] = inflated(own[k], block.size());
      }
    }
    terms(b, block, algebra.moments());
  }

  /** A bound that is not a number promises nothing; one that is was rounded itself. */
  static double inflated(double bound, int terms) {
    return Double.isNaN(bound)
        ? Double.POSITIVE_INFINITY
        : bound * (1 + (2.0 * terms + 200) * BoundArithmetic.U64);
  }

  private void terms(int b, BlockStep<Uncertain> block, List<SampleMoments> moments) {
    if (block.named(Name.FIXED_SIGMA) != null) {
      Uncertain sigma = block.value(Name.FIXED_SIGMA);
      double[] x = block.region().gather(Roles.X, step.x());
      terms[b] = terms(SampleMoments.of(arithmetic, model, x), sigma);
    }
    // The sets of a block are those of its group in each sample.
    for (int s = 0; s < moments.size(); s++) {
      Standardization<Uncertain> set = block.standardized().get(s);
      terms[s * step.statistics().groups() + b] = terms(moments.get(s), set.sigma());
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
