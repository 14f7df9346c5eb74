package org.normaudit.verification.core.check;

import java.util.Set;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.Bounds;

/**
 * r and d of renormalization are constants in the gradient. Where the gradient that flows through
 * them differs by more than both allowances, dx must be the one that does not.
 */
final class StopGradient extends AnswerCheck {
  StopGradient() {
    super("stop-gradient", "no gradient flows through r and d");
  }

  @Override
  public Set<Role> needs() {
    return Set.of(Roles.DX);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return IndependentGradientCheck.isShort(context, SecondOpinions.LONGEST_ON_TAPE)
        && context.input().layer().has(Roles.R)
        && context.input().mode() == Mode.TRAINING
        && context.input().shape().count() > 1;
  }

  @Override
  void compare(CheckContext context, StepOutput output, MaxError worst) {
    double[] held = new TapeGradient(true).of(context).get(Roles.DX);
    double[] free = new TapeGradient(false).of(context).get(Roles.DX);
    Bounds own =
        Bounds.ofPrecision(context.input(), context.convention(), SecondOpinions.TAPE_ROUNDOFF);
    for (int i = 0; i < held.length; i++) {
      double allowed = context.bounds().get(Roles.DX)[i] + own.get(Roles.DX)[i];
      if (Math.abs(free[i] - held[i]) > 2 * allowed) {
        double observed = output.get(Roles.DX)[i];
        worst.add(Roles.DX, i, observed, held[i], allowed, context.input().dtype());
      }
    }
  }

  @Override
  String note(CheckContext context, StepOutput output) {
    double[] free = new TapeGradient(false).of(context).get(Roles.DX);
    boolean matches = true;
    for (int i = 0; i < free.length; i++) {
      double allowed = 2 * context.bounds().get(Roles.DX)[i];
      matches &= Math.abs(output.get(Roles.DX)[i] - free[i]) <= allowed;
    }
    return matches
        ? "dx is the gradient that flows through r and d"
        : "dx is neither the gradient with r and d held nor the one through them";
  }
}
