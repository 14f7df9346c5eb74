package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.BOTH;

import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;
import org.normaudit.verification.lab.variants.Machine;
import org.normaudit.verification.lab.variants.Summation;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;

/** Mistakes in the arithmetic. */
final class PrecisionBugs {
  private PrecisionBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "one-pass-variance",
                Kind.PRECISION,
                BOTH,
                "takes the variance for E[x^2] - E[x]^2, not below 0",
                "flax#1491",
                "tt-metal#45968")
            .onePass()
            .in(Dtype.FLOAT32)
            .by(mutation -> mutation.variance = VarianceAlgorithm.ONE_PASS),
        new SeededBug(
                "one-pass-variance-unclamped",
                Kind.PRECISION,
                BOTH,
                "takes the variance for E[x^2] - E[x]^2, which may be negative",
                "tensorflow#118701")
            .onePass()
            .in(Dtype.FLOAT32)
            .by(mutation -> mutation.moments = (c, x) -> onePass(c, x, 0)),
        new SeededBug(
                "one-pass-about-running-mean",
                Kind.PRECISION,
                BOTH,
                "takes a one-pass variance about the running mean, however far that is")
            .onePass()
            .in(Dtype.FLOAT32)
            .by(mutation -> mutation.moments = (c, x) -> onePass(c, x, c.oldMean())),
        new SeededBug(
                "computes-in-float32",
                Kind.PRECISION,
                BOTH,
                "rounds binary64 input to float32 first")
            .by(mutation -> mutation.asks(in -> in.withX(Dtype.FLOAT32.round(in.x())))),
        new SeededBug(
                "sums-in-bfloat16",
                Kind.PRECISION,
                BOTH,
                "accumulates in bfloat16 instead of float32")
            .in(Dtype.FLOAT32)
            .by(
                mutation -> {
                  Machine narrow = new Machine(Dtype.BFLOAT16, false);
                  mutation.sum = v -> Summation.SEQUENTIAL.sum(narrow, v);
                  EdgeBugs.twoPasses(mutation);
                }),
        new SeededBug(
                "estimated-root",
                Kind.PRECISION,
                BOTH,
                "takes a reciprocal root to 12 bits as it is")
            .in(Dtype.FLOAT32)
            .by(
                mutation -> {
                  mutation.change(Name.ROOT, (c, root) -> root * (1 + 0x1p-12));
                  mutation.change(Name.FIXED_SIGMA, (c, sigma) -> sigma * (1 + 0x1p-12));
                }),
        new SeededBug("dx-in-bfloat16", Kind.PRECISION, BOTH, "hands dx on in bfloat16")
            .in(Dtype.FLOAT32)
            .by(mutation -> mutation.change(Roles.DX, (c, dx) -> Dtype.BFLOAT16.round(dx))),
        new SeededBug("epsilon-in-half", Kind.PRECISION, BOTH, "holds epsilon in binary16")
            .by(
                mutation ->
                    mutation.asks(in -> in.withEpsilon(Dtype.BINARY16.round(in.epsilon())))),
        new SeededBug(
                "rounds-upward",
                Kind.PRECISION,
                BOTH,
                "runs with the rounding mode that another library left behind")
            .by(
                mutation -> {
                  mutation.tells(Roles.Y, PrecisionBugs::nextUp);
                  mutation.tells(Roles.DX, PrecisionBugs::nextUp);
                }),
        new SeededBug(
                "square-by-power",
                Kind.PRECISION,
                BOTH,
                "squares by a power that is not defined for negative numbers",
                "opencv PR#11557")
            .by(
                mutation ->
                    mutation.change(Name.VARIANCE, (c, v) -> v > 0 && c.m() > 1 ? Double.NaN : v)));
  }

  private static VarianceAlgorithm.Moments onePass(Site c, double[] x, double about) {
    double[] shifted = x.clone();
    for (int k = 0; k < shifted.length; k++) {
      shifted[k] = c.a.subtract(shifted[k], about);
    }
    double mean = c.mean(shifted);
    double squares = c.mean(c.times(shifted, shifted));
    double variance = c.a.subtract(squares, c.a.multiply(mean, mean));
    return new VarianceAlgorithm.Moments(c.a.add(mean, about), variance);
  }

  private static double[] nextUp(Step in, double[] values) {
    double[] up = values.clone();
    for (int i = 0; i < up.length; i++) {
      up[i] = up[i] == 0 ? 0 : Math.nextUp(up[i]);
    }
    return up;
  }
}
