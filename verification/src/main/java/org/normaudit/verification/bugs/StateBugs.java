package org.normaudit.verification.bugs;

import static org.normaudit.verification.bugs.SeededBugs.BOTH;
import static org.normaudit.verification.bugs.SeededBugs.NORM;
import static org.normaudit.verification.bugs.SeededBugs.RENORM;

import java.util.List;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.Kept;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;
import org.normaudit.verification.bugs.SeededBug.Kind;

/** Mistakes in one update of the running statistics. */
final class StateBugs {
  private StateBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "never-updated",
                Kind.STATE,
                BOTH,
                "never updates the running statistics",
                "aprender PR#2166")
            .by(
                recipe -> {
                  recipe.value(Step.NEW_MEAN, c -> c.oldMean);
                  recipe.value(Step.NEW_SPREAD, c -> c.oldSpread);
                }),
        new SeededBug(
                "updated-at-inference",
                Kind.STATE,
                BOTH,
                "updates the running statistics at inference",
                "Batch-Renormalization-PyTorch#1")
            .by(
                recipe -> {
                  recipe.value(
                      Step.NEW_MEAN,
                      c -> c.m() == 0 ? c.oldMean : recipe.updated(c, c.oldMean, c.get(Step.MEAN)));
                  recipe.value(
                      Step.NEW_SPREAD,
                      c ->
                          c.m() == 0
                              ? c.oldSpread
                              : recipe.updated(c, c.oldSpread, kept(recipe, c)));
                }),
        new SeededBug(
                "updated-while-frozen",
                Kind.STATE,
                BOTH,
                "updates the running statistics though they are frozen",
                "keras#7085",
                "pytorch#20967")
            .by(
                recipe ->
                    recipe.asks(
                        in ->
                            in.rule().sense() == Sense.FROZEN
                                ? in.withRule(UpdateRule.rate(0.1))
                                : in)),
        new SeededBug("momentum-reversed", Kind.STATE, BOTH, "reads momentum the other way round")
            .under(StateBugs::reversed),
        new SeededBug(
                "momentum-reversed-in-one-kernel",
                Kind.STATE,
                BOTH,
                "reads momentum the other way round where channels are last",
                "Paddle PR#51120")
            .by(recipe -> recipe.asks(in -> in.shape().inner() == 1 ? reversed(in) : in)),
        new SeededBug("sigma-squared-averaged", Kind.STATE, RENORM, "averages sigma^2 for sigma")
            .by(
                recipe ->
                    recipe.value(
                        Step.NEW_SPREAD,
                        c ->
                            c.isTraining()
                                ? recipe.updated(
                                    c, c.oldSpread, c.a.multiply(kept(recipe, c), kept(recipe, c)))
                                : c.oldSpread)),
        new SeededBug(
                "variance-kept",
                Kind.STATE,
                RENORM,
                "keeps the variance, and takes the root of its average")
            .under(c -> c.with(Kept.VARIANCE)),
        new SeededBug(
                "deviation-kept",
                Kind.STATE,
                NORM,
                "keeps the standard deviation, not the variance")
            .under(c -> c.with(Kept.DEVIATION)),
        new SeededBug("inverse-kept", Kind.STATE, BOTH, "keeps one over the standard deviation")
            .under(c -> c.with(Kept.INVERSE)),
        new SeededBug(
                "epsilon-kept",
                Kind.STATE,
                NORM,
                "averages the variance with epsilon in it, and adds epsilon at inference again")
            .by(
                recipe ->
                    recipe.value(
                        Step.NEW_SPREAD,
                        c ->
                            c.isTraining()
                                ? recipe.updated(
                                    c, c.oldSpread, c.a.add(kept(recipe, c), c.epsilon))
                                : c.oldSpread)),
        new SeededBug(
                "epsilon-lost", Kind.STATE, RENORM, "averages the batch's sigma without epsilon")
            .by(
                recipe ->
                    recipe.value(
                        Step.NEW_SPREAD,
                        c ->
                            c.isTraining()
                                ? recipe.updated(c, c.oldSpread, c.a.sqrt(c.get(Step.VARIANCE)))
                                : c.oldSpread)),
        new SeededBug(
                "bessel-kept",
                Kind.STATE,
                BOTH,
                "keeps Bessel's variance",
                "pytorch#3122",
                "pytorch#77427",
                "mxnet#21111",
                "mxnet#18751")
            .under(c -> c.withCorrection(Correction.BESSEL)),
        new SeededBug(
                "bessel-in-one-path",
                Kind.STATE,
                BOTH,
                "keeps Bessel's variance for maps and the biased one for single values",
                "tensorflow#55545")
            .by(
                recipe ->
                    recipe.asks(
                        in ->
                            in.shape().inner() > 1
                                ? in.withRule(in.rule().withCorrection(Correction.BESSEL))
                                : in)),
        new SeededBug(
                "updated-twice",
                Kind.STATE,
                BOTH,
                "updates the running statistics twice a step, as recomputed forward passes do",
                "pytorch#96136",
                "fairscale#1035")
            .by(
                recipe -> {
                  recipe.change(
                      Step.NEW_MEAN,
                      (c, v) -> c.isTraining() ? recipe.updated(c, v, c.get(Step.MEAN)) : v);
                  recipe.change(
                      Step.NEW_SPREAD,
                      (c, v) -> c.isTraining() ? recipe.updated(c, v, kept(recipe, c)) : v);
                }),
        new SeededBug(
                "update-lost-in-odd-channels",
                Kind.STATE,
                BOTH,
                "loses the update of every second channel, as of a strided running mean",
                "pytorch#33867")
            .by(
                recipe -> {
                  recipe.change(Step.NEW_MEAN, (c, v) -> c.index % 2 == 1 ? c.oldMean : v);
                  recipe.change(Step.NEW_SPREAD, (c, v) -> c.index % 2 == 1 ? c.oldSpread : v);
                }),
        new SeededBug(
                "first-batch-replaces",
                Kind.STATE,
                BOTH,
                "lets the first batch replace the initial statistics")
            .by(
                recipe -> {
                  recipe.change(
                      Step.NEW_MEAN,
                      (c, v) -> c.isTraining() && c.updates == 0 ? c.get(Step.MEAN) : v);
                  recipe.change(
                      Step.NEW_SPREAD,
                      (c, v) -> c.isTraining() && c.updates == 0 ? kept(recipe, c) : v);
                }),
        new SeededBug(
                "running-spread-in-half",
                Kind.STATE,
                BOTH,
                "keeps the running spread in binary16, which ends at 65504",
                "coreai-torch PR#54")
            .by(
                recipe ->
                    recipe.change(
                        Step.NEW_SPREAD, (c, v) -> c.isTraining() ? Dtype.BINARY16.round(v) : v)));
  }

  private static double kept(Recipe recipe, Channel c) {
    return HonestForward.kept(recipe, c);
  }

  private static Convention reversed(Convention c) {
    return c.with(c.sense() == Sense.KEEP ? Sense.TAKE : Sense.KEEP);
  }

  private static LayerInput reversed(LayerInput in) {
    return switch (in.rule().sense()) {
      case TAKE -> in.withRule(in.rule().withSense(Sense.KEEP));
      case KEEP -> in.withRule(in.rule().withSense(Sense.TAKE));
      default -> in;
    };
  }
}
