package org.normaudit.reference.scalar;

import java.util.HashMap;
import java.util.Map;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.AddRmsNorm;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;

/**
 * The sum of x and a residual, normalized by its root mean square, with its gradients; see {@link
 * AddRmsNorm} for the formulas.
 *
 * <p>Edges: without values y, sum, dx and dresidual are empty and dγ = 0; V + ε = 0 is 0/0, so NaN
 * in y, dx, dresidual and dγ of that sample; NaN in x or the residual reaches its sample.
 *
 * <p>Error, to first order: one rounding of the sum beside those of {@link
 * ScalarSampleNormalization}, and one of the sum in dx and of that of ddx and ddresidual.
 */
final class ScalarAddRmsNorm {
  private ScalarAddRmsNorm() {}

  static StepOutput run(Step in) {
    Shape shape = in.shape();
    Shape sets = in.statistics().view();
    double[] sum = sum(in.x(), in.get(Roles.RESIDUAL));
    StandardizedBatch batch = StandardizedBatch.aroundZero(sets, sum, in.epsilon());
    double[] g = Channelwise.times(shape, in.dy(), in.gamma());
    double[] bySum = Channelwise.over(sets, batch.project(g), batch.sigma());
    double[] gradient = sum(bySum, in.get(Roles.SUM.gradient()));
    Map<Role, double[]> results = new HashMap<>();
    results.put(Roles.Y, Channelwise.times(shape, batch.xhat(), in.gamma()));
    results.put(Roles.SUM, sum);
    results.put(Roles.DX, gradient);
    results.put(Roles.RESIDUAL.gradient(), gradient.clone());
    results.put(Roles.DGAMMA, ChannelSums.ofProducts(shape, in.dy(), batch.xhat()));
    if (in.hasSecond()) {
      double[] v = sum(in.get(Roles.DDX), in.get(Roles.RESIDUAL.gradient().upstream()));
      double[] ddgamma = in.get(Roles.DDGAMMA);
      SampleSecondOrder second = SampleSecondOrder.of(shape, batch, in.dy(), g, v, ddgamma);
      results.put(Roles.GRAD_X, second.gradX());
      results.put(Roles.RESIDUAL.second(), second.gradX().clone());
      results.put(Roles.GRAD_GAMMA, second.gradGamma());
      results.put(Roles.GRAD_DY, second.gradDy(shape, in.gamma(), new double[shape.channels()]));
      results.put(Roles.SUM.gradient().second(), v);
    }
    return StepOutput.of(results);
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }
}
