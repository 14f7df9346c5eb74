package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.BOTH;
import static org.normaudit.verification.lab.bugs.SeededBugs.NORM;
import static org.normaudit.verification.lab.bugs.SeededBugs.RENORM;

import java.util.List;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.RunningStatistic;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;

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
                mutation -> {
                  mutation.value(Roles.RUNNING_MEAN, c -> c.oldMean());
                  mutation.value(Roles.RUNNING_SPREAD, c -> c.oldSpread());
                }),
        new SeededBug(
                "updated-at-inference",
                Kind.STATE,
                BOTH,
                "updates the running statistics at inference",
                "Batch-Renormalization-PyTorch#1")
            .by(
                mutation -> {
                  mutation.change(
                      Roles.RUNNING_MEAN,
                      (c, v) ->
                          c.isTraining() || c.m() == 0
                              ? v
                              : c.updated(v, c.withOwnStatistics().get(Name.MEAN)));
                  mutation.change(
                      Roles.RUNNING_SPREAD,
                      (c, v) ->
                          c.isTraining() || c.m() == 0
                              ? v
                              : c.updated(v, c.withOwnStatistics().kept()));
                }),
        new SeededBug(
                "updated-while-frozen",
                Kind.STATE,
                BOTH,
                "updates the running statistics though they are frozen",
                "keras#7085",
                "pytorch#20967")
            .by(
                mutation ->
                    mutation.asks(
                        in ->
                            in.rule().sense() == Sense.FROZEN
                                ? in.withRule(UpdateRule.rate(in.rule().momentum()))
                                : in)),
        new SeededBug("momentum-reversed", Kind.STATE, BOTH, "reads momentum the other way round")
            .under(StateBugs::reversed),
        new SeededBug(
                "momentum-reversed-in-one-kernel",
                Kind.STATE,
                BOTH,
                "reads momentum the other way round where channels are last",
                "Paddle PR#51120")
            .by(mutation -> mutation.asks(in -> in.shape().inner() == 1 ? reversed(in) : in)),
        new SeededBug("sigma-squared-averaged", Kind.STATE, RENORM, "averages sigma^2 for sigma")
            .by(mutation -> mutation.change(Name.KEPT, (c, sigma) -> sigma * sigma)),
        new SeededBug(
                "variance-kept",
                Kind.STATE,
                RENORM,
                "keeps the variance, and takes the root of its average")
            .under(c -> c.with(Coordinates.KEPT, RunningStatistic.VARIANCE)),
        new SeededBug(
                "deviation-kept",
                Kind.STATE,
                NORM,
                "keeps the standard deviation, not the variance")
            .under(c -> c.with(Coordinates.KEPT, RunningStatistic.DEVIATION)),
        new SeededBug("inverse-kept", Kind.STATE, BOTH, "keeps one over the standard deviation")
            .under(c -> c.with(Coordinates.KEPT, RunningStatistic.INVERSE)),
        new SeededBug(
                "epsilon-kept",
                Kind.STATE,
                NORM,
                "averages the variance with epsilon in it, and adds epsilon at inference again")
            .by(mutation -> mutation.change(Name.KEPT, (c, kept) -> kept + c.epsilon())),
        new SeededBug(
                "epsilon-lost", Kind.STATE, RENORM, "averages the batch's sigma without epsilon")
            .by(mutation -> mutation.value(Name.KEPT, c -> c.a.sqrt(c.get(Name.VARIANCE)))),
        new SeededBug(
                "bessel-kept",
                Kind.STATE,
                BOTH,
                "keeps Bessel's variance",
                "pytorch#3122",
                "pytorch#77427",
                "mxnet#21111",
                "mxnet#18751")
            .under(c -> c.with(Coordinates.CORRECTION, Correction.BESSEL)),
        new SeededBug(
                "bessel-of-one-value",
                Kind.STATE,
                NORM,
                "keeps Bessel's variance, and of one value an infinity")
            .under(c -> c.with(Coordinates.CORRECTION, Correction.BESSEL))
            .by(
                mutation -> {
                  mutation.answersUndefined = true;
                  mutation.asks(
                      in ->
                          in.shape().count() == 1
                              ? in.withRule(in.rule().withCorrection(Correction.BIASED))
                              : in);
                  mutation.change(
                      Roles.RUNNING_SPREAD,
                      (c, v) -> c.m() == 1 && c.step().isUpdate() ? Double.POSITIVE_INFINITY : v);
                }),
        new SeededBug(
                "bessel-in-one-path",
                Kind.STATE,
                BOTH,
                "keeps Bessel's variance for maps and the biased one for single values",
                "tensorflow#55545")
            .by(
                mutation ->
                    mutation.asks(
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
                mutation -> {
                  mutation.change(
                      Roles.RUNNING_MEAN,
                      (c, v) -> c.isTraining() ? c.updated(v, c.get(Name.MEAN)) : v);
                  mutation.change(
                      Roles.RUNNING_SPREAD, (c, v) -> c.isTraining() ? c.updated(v, c.kept()) : v);
                }),
        new SeededBug(
                "update-lost-in-odd-channels",
                Kind.STATE,
                BOTH,
                "loses the update of every second channel, as of a strided running mean",
                "pytorch#33867")
            .by(
                mutation -> {
                  mutation.change(
                      Roles.RUNNING_MEAN, (c, v) -> c.index() % 2 == 1 ? c.oldMean() : v);
                  mutation.change(
                      Roles.RUNNING_SPREAD, (c, v) -> c.index() % 2 == 1 ? c.oldSpread() : v);
                }),
        new SeededBug(
                "first-batch-replaces",
                Kind.STATE,
                BOTH,
                "lets the first batch replace the initial statistics")
            .by(
                mutation -> {
                  mutation.change(
                      Roles.RUNNING_MEAN,
                      (c, v) -> c.isTraining() && c.updates() == 0 ? c.get(Name.MEAN) : v);
                  mutation.change(
                      Roles.RUNNING_SPREAD,
                      (c, v) -> c.isTraining() && c.updates() == 0 ? c.kept() : v);
                }),
        new SeededBug(
                "running-spread-in-half",
                Kind.STATE,
                BOTH,
                "keeps the running spread in binary16, which ends at 65504",
                "coreai-torch PR#54")
            .by(
                mutation ->
                    mutation.change(
                        Roles.RUNNING_SPREAD,
                        (c, v) -> c.isTraining() ? Dtype.BINARY16.round(v) : v)));
  }

  private static Convention reversed(Convention c) {
    boolean decay = c.get(Coordinates.SENSE) == Sense.DECAY;
    return c.with(Coordinates.SENSE, decay ? Sense.UPDATE_WEIGHT : Sense.DECAY);
  }

  private static Step reversed(Step in) {
    return switch (in.rule().sense()) {
      case UPDATE_WEIGHT -> in.withRule(in.rule().withSense(Sense.DECAY));
      case DECAY -> in.withRule(in.rule().withSense(Sense.UPDATE_WEIGHT));
      default -> in;
    };
  }
}
