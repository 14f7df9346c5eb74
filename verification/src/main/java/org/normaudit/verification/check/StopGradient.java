package org.normaudit.verification.check;

import java.util.Set;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.bound.Bounds;

/**
 * r and d of renormalization are constants in the gradient. Where the gradient that flows through
 * them differs by more than both allowances, dx must be the one that does not.
 */
final class StopGradient extends AnswerCheck {
  StopGradient() {
    super("stop-gradient", "no gradient flows through r and d");
  }

  @Override
  public Set<Quantity> needs() {
    return Set.of(Quantity.DX);
  }

  @Override
  public boolean concerns(CheckContext context) {
    return IndependentGradientCheck.isShort(context, SecondOpinions.LONGEST_ON_TAPE)
        && context.input().layer() == LayerKind.BATCH_RENORM
        && context.input().mode() == Mode.TRAINING
        && context.input().shape().count() > 1;
  }

  @Override
  void compare(CheckContext context, LayerOutput output, MaxError worst) {
    double[] held = new TapeGradient(true).of(context).get(Quantity.DX);
    double[] free = new TapeGradient(false).of(context).get(Quantity.DX);
    Bounds own =
        Bounds.ofPrecision(context.input(), context.convention(), SecondOpinions.TAPE_ROUNDOFF);
    for (int i = 0; i < held.length; i++) {
      double allowed = context.bounds().get(Quantity.DX)[i] + own.get(Quantity.DX)[i];
      if (Math.abs(free[i] - held[i]) > 2 * allowed) {
        double observed = output.get(Quantity.DX)[i];
        worst.add(Quantity.DX, i, observed, held[i], allowed, context.input().dtype());
      }
    }
  }

  @Override
  String note(CheckContext context, LayerOutput output) {
    double[] free = new TapeGradient(false).of(context).get(Quantity.DX);
    boolean matches = true;
    for (int i = 0; i < free.length; i++) {
      double allowed = 2 * context.bounds().get(Quantity.DX)[i];
      matches &= Math.abs(output.get(Quantity.DX)[i] - free[i]) <= allowed;
    }
    return matches
        ? "dx is the gradient that flows through r and d"
        : "dx is neither the gradient with r and d held nor the one through them";
  }
}
