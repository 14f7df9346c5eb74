package org.normaudit.verification.core.check;

import java.util.List;
import java.util.Set;
import org.apache.commons.numbers.core.DD;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Reading;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.ChannelTerms;

/** What the gradient of x must satisfy for any data: two sums that are known in closed form. */
final class Identities {
  private Identities() {}

  static List<Check> all() {
    return List.of(new DeltaB(), new ScaleIdentity());
  }

  private abstract static class SumCheck extends AnswerCheck {
    SumCheck(String name, String asserts) {
      super(name, asserts);
    }

    @Override
    public Set<Role> needs() {
      return Set.of(Roles.DX);
    }

    @Override
    public boolean concerns(CheckContext context) {
      Step in = context.input();
      boolean own = in.mode() == Mode.TRAINING || !in.layer().is(Property.TWO_MODES);
      return own && in.shape().count() > 0;
    }

    @Override
    void compare(CheckContext context, StepOutput output, MaxError worst) {
      double[] dx = output.get(Roles.DX);
      double[] allowed = context.bounds().get(Roles.DX);
      for (int c = 0; c < context.input().statistics().view().channels(); c++) {
        compare(context, c, dx, allowed, worst);
      }
    }

    abstract void compare(
        CheckContext context, int c, double[] dx, double[] allowed, MaxError worst);
  }

  /**
   * Δb = 0: adding a constant to x changes nothing, so its gradient Σdx vanishes; over the values
   * that share statistics, where that is not a channel.
   */
  private static final class DeltaB extends SumCheck {
    DeltaB() {
      super(
          "delta-b", "the gradient of a bias before the layer is 0: the sum of dx over a channel");
    }

    @Override
    public boolean concerns(CheckContext context) {
      return super.concerns(context) && context.input().layer().is(Property.SHIFT_INVARIANT);
    }

    @Override
    void compare(CheckContext context, int c, double[] dx, double[] allowed, MaxError worst) {
      Shape s = context.input().statistics().view();
      DD sum = DD.ZERO;
      double allow = 0;
      for (int o = 0; o < s.outer(); o++) {
        for (int i = 0; i < s.inner(); i++) {
          sum = sum.add(dx[s.index(o, c, i)]);
          allow += allowed[s.index(o, c, i)];
        }
      }
      worst.add(Roles.DX, s.index(0, c, 0), Math.abs(sum.doubleValue()), allow, Double.NaN);
    }
  }

  /**
   * Σ x·dx = (r·ε/σ²)·Σ g·x̂, where ε lies inside the root: what scaling x would change, which is
   * nothing but the share of ε. The sum is taken over x − μ, which differs by μ·Σdx = 0.
   */
  private static final class ScaleIdentity extends SumCheck {
    ScaleIdentity() {
      super(
          "scale-identity",
          "the sum of x dx is (r epsilon / sigma^2) times the sum of gamma dy xhat");
    }

    @Override
    public boolean concerns(CheckContext context) {
      Convention convention = context.convention();
      return super.concerns(context)
          && context.input().layer().hasOneInputAndOutput()
          && convention.get(Coordinates.EPSILON) == Convention.Epsilon.INSIDE
          && convention.get(Coordinates.FOLD) == Convention.RenormPlacement.NONE
          && convention.get(Coordinates.NORMALIZING) == UpdateRule.Correction.BIASED
          && context.truth().has(Roles.Y);
    }

    @Override
    void compare(CheckContext context, int c, double[] dx, double[] allowed, MaxError worst) {
      Step in = Reading.of(context.convention(), context.input());
      Shape s = in.statistics().view();
      Shape channels = in.shape();
      ChannelTerms terms = context.bounds().terms(c);
      boolean renormalizes = in.layer().has(Roles.R);
      double r = renormalizes ? context.truth().nearest(Roles.R)[c] : 1;
      double sigma = terms.sigma();
      DD observed = DD.ZERO;
      DD along = DD.ZERO;
      double allow = 0;
      double size = 0;
      for (int o = 0; o < s.outer(); o++) {
        for (int i = 0; i < s.inner(); i++) {
          int index = s.index(o, c, i);
          DD centered = DD.of(in.x()[index]).subtract(terms.mean()).subtract(terms.meanLow());
          observed = observed.add(centered.multiply(dx[index]));
          double gamma = in.gamma()[index / channels.inner() % channels.channels()];
          DD product = centered.multiply(gamma).multiply(in.dy()[index]);
          along = along.add(product);
          size += Math.abs(product.doubleValue());
          allow += Math.abs(centered.doubleValue()) * allowed[index];
        }
      }
      double factor = r * in.epsilon() / (sigma * sigma * sigma);
      double expected = along.doubleValue() * factor;
      // The expectation is evaluated here in binary64: r, σ and the product, nine roundings.
      double own = 9 * 0x1p-53 * size * factor;
      worst.add(
          Roles.DX,
          s.index(0, c, 0),
          Math.abs(observed.doubleValue() - expected),
          allow + own,
          Double.NaN);
    }
  }
}
