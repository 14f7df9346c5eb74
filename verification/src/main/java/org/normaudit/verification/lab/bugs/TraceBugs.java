package org.normaudit.verification.lab.bugs;

import static org.normaudit.verification.lab.bugs.SeededBugs.BOTH;
import static org.normaudit.verification.lab.bugs.SeededBugs.RENORM;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.normaudit.reference.Mode;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;

/** Mistakes that a single step does not show: a layer object that remembers, or does not. */
final class TraceBugs {
  private TraceBugs() {}

  /** What a step of a trace becomes, given the steps as asked. */
  private interface Seen {
    Step of(List<Step> asked, int index);
  }

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "bounds-read-once",
                Kind.STATE,
                RENORM,
                "keeps the r_max and d_max of its first step for ever",
                "keras-contrib#127")
            .by(steps((asked, i) -> asked.get(i).withClip(asked.get(0).clip()))),
        new SeededBug(
                "mode-read-once", Kind.STATE, BOTH, "keeps the mode of its first step for ever")
            .by(steps((asked, i) -> asked.get(i).withMode(asked.get(0).mode()))),
        new SeededBug("freeze-is-final", Kind.STATE, BOTH, "stays frozen once it was frozen")
            .by(
                steps(
                    (asked, i) ->
                        asked.subList(0, i).stream().anyMatch(TraceBugs::isFrozen)
                            ? asked.get(i).withRule(UpdateRule.frozen())
                            : asked.get(i))),
        new SeededBug(
                "every-second-update-lost",
                Kind.STATE,
                BOTH,
                "loses the update of every second training step")
            .by(
                steps(
                    (asked, i) ->
                        trainings(asked, i) % 2 == 1
                            ? asked.get(i).withRule(UpdateRule.frozen())
                            : asked.get(i))),
        new SeededBug(
                "inference-counts-as-update",
                Kind.STATE,
                BOTH,
                "counts inference steps as batches of the cumulative mean")
            .by(
                steps(
                    (asked, i) ->
                        asked.get(i).rule().sense() == Sense.CUMULATIVE
                            ? asked.get(i).withRule(counted(asked, i))
                            : asked.get(i))),
        new SeededBug(
                "momentum-read-once", Kind.STATE, BOTH, "keeps the momentum of its first step")
            .by(
                steps(
                    (asked, i) ->
                        asked.get(i).rule().sense() == Sense.UPDATE_WEIGHT
                            ? asked.get(i).withRule(withMomentumOf(asked.get(0), asked.get(i)))
                            : asked.get(i))),
        new SeededBug(
                "correction-of-other-lengths",
                Kind.STATE,
                BOTH,
                "corrects the variance of batches that are not as long as its first")
            .by(
                steps(
                    (asked, i) ->
                        asked.get(i).shape().count() == asked.get(0).shape().count()
                            ? asked.get(i)
                            : asked
                                .get(i)
                                .withRule(asked.get(i).rule().withCorrection(Correction.BESSEL)))));
  }

  private static Consumer<Mutation> steps(Seen seen) {
    return mutation ->
        mutation.traces(
            asked -> {
              List<Step> steps = new ArrayList<>();
              for (int i = 0; i < asked.size(); i++) {
                steps.add(seen.of(asked, i));
              }
              return steps;
            });
  }

  private static boolean isFrozen(Step step) {
    return step.rule().sense() == Sense.FROZEN;
  }

  private static UpdateRule withMomentumOf(Step first, Step step) {
    return new UpdateRule(step.rule().sense(), first.rule().momentum(), step.rule().correction());
  }

  private static long trainings(List<Step> asked, int end) {
    return asked.subList(0, end).stream().filter(s -> s.mode() == Mode.TRAINING).count();
  }

  // The mean of all steps so far, whatever they were.
  private static UpdateRule counted(List<Step> asked, int index) {
    long before = asked.get(0).updates();
    return new UpdateRule(
        Sense.UPDATE_WEIGHT, 1.0 / (before + index + 1), asked.get(index).rule().correction());
  }
}
