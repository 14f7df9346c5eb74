package org.normaudit.verification.core.check;

import java.util.List;
import org.normaudit.reference.layer.Roles;

/**
 * The checks that get the gradients once more, from the definition, by automatic differentiation.
 *
 * <p>A path through the recorded formula has at most four times the roundings of the analytic
 * gradient, on the same magnitudes; so the tape's own error is that gradient's bound at 4·2⁻⁵³. In
 * forward mode a quotient is a product with a rounded reciprocal, 2u + u² instead of u.
 */
final class SecondOpinions {
  /** Longer channels tell nothing more, and would be slow. */
  static final int LONGEST_ON_TAPE = 256;

  static final double TAPE_ROUNDOFF = 4 * 0x1p-53;

  private static final double FORWARD_ROUNDOFF = 4 * (2 * 0x1p-53 + 0x1p-106);

  private SecondOpinions() {}

  static List<Check> all() {
    return List.of(
        new IndependentGradientCheck(
            "tape",
            "the gradients are those of reverse-mode differentiation of the definition",
            Roles.DX,
            new TapeGradient(true),
            LONGEST_ON_TAPE,
            TAPE_ROUNDOFF),
        new IndependentGradientCheck(
            "tape-second-order",
            "the double backward is that of differentiating the analytic gradient",
            Roles.GRAD_X,
            new TapeSecondOrder(),
            LONGEST_ON_TAPE,
            TAPE_ROUNDOFF),
        new StopGradient(),
        new IndependentGradientCheck(
            "forward-mode",
            "the gradients are those of forward-mode differentiation by Commons Math",
            Roles.DX,
            ForwardMode.first(),
            ForwardMode.LONGEST,
            FORWARD_ROUNDOFF),
        new IndependentGradientCheck(
            "forward-second-order",
            "the double backward is that of differentiating the gradient forward by Commons Math",
            Roles.GRAD_X,
            ForwardMode.second(),
            ForwardMode.LONGEST_SECOND_ORDER,
            FORWARD_ROUNDOFF));
  }
}
