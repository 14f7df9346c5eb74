package org.normaudit.verification.lab.soundness;

import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.core.truth.ExactValues;
import org.normaudit.verification.core.truth.Truth;

/**
 * The errors of one answer as shares of what is allowed: for each quantity the worst of its values;
 * infinite where a value has no allowance that it keeps, NaN where nothing is promised.
 *
 * @param shares one a quantity that the step defines
 */
record Measured(Map<Role, Double> shares) {

  /**
   * @throws IllegalStateException if the subject gives no output
   */
  static Measured of(Subject subject, Step input, Truth truth, Convention convention) {
    if (!(subject.ask(input) instanceof Answer.Given given)) {
      throw new IllegalStateException(subject.name() + " gave no output: " + subject.ask(input));
    }
    Bounds bounds = Bounds.of(input, convention, subject.model(input.dtype()));
    Map<Role, Double> shares = Roles.map();
    for (Role quantity : truth.roles()) {
      if (given.output().has(quantity)) {
        shares.put(quantity, share(quantity, given.output(), input, truth, bounds));
      }
    }
    return new Measured(shares);
  }

  private static double share(
      Role quantity, StepOutput output, Step input, Truth truth, Bounds bounds) {
    double[] observed = output.get(quantity);
    double[] allowed = bounds.get(quantity);
    ExactValues exact = truth.values(quantity);
    double worst = Double.NaN;
    for (int i = 0; i < observed.length; i++) {
      double allow = allowed[i] + exact.radius(i);
      if (Double.isNaN(exact.nearest(i)) || allow == Double.POSITIVE_INFINITY) {
        continue;
      }
      double miss = exact.miss(i, observed[i], allow, input.dtype());
      double share = miss == 0 ? 0 : miss / allow;
      // A NaN among the outputs must not pass as smaller than anything.
      worst = Double.isNaN(share) ? Double.POSITIVE_INFINITY : larger(worst, share);
    }
    return worst;
  }

  private static double larger(double worst, double share) {
    return Double.isNaN(worst) ? share : Math.max(worst, share);
  }
}
