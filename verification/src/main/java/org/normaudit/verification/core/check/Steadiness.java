package org.normaudit.verification.core.check;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.cases.CaseBuilder;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.Subject;

/**
 * Whether a subject answers the same question with the same bits. It is asked for one step of many
 * values a few times, once for a layer and format, and only where a relation has failed that needs
 * equal bits. Several threads may use one.
 */
public final class Steadiness {
  // Of 1,536 values of y and of dx, one or another shows another order of summation.
  private static final Shape SHAPE = new Shape(32, 6, 8);

  private static final long SEED = 1001;
  private static final int ASKED = 8;

  private record Key(Layer layer, Dtype dtype) {}

  private final Map<Key, Boolean> known = new ConcurrentHashMap<>();

  /** Whether the subject is steady in that layer and format. */
  public boolean holds(Subject subject, Layer layer, Dtype dtype) {
    return known.computeIfAbsent(
        new Key(layer, dtype),
        key -> {
          Step step =
              CaseInput.of(
                  new CaseBuilder(CaseLine.standard(layer, Mode.TRAINING, dtype, SHAPE))
                      .seed(SEED)
                      .build());
          Answer first = subject.ask(step);
          boolean same = true;
          for (int i = 1; i < ASKED && same; i++) {
            same = sameBits(first, subject.ask(step));
          }
          return same;
        });
  }

  /** Whether two answers are the same bits; answers without an output are not compared. */
  static boolean sameBits(Answer one, Answer other) {
    if (!(one instanceof Answer.Given a) || !(other instanceof Answer.Given b)) {
      return true;
    }
    return sameBits(a.output(), b.output());
  }

  private static boolean sameBits(StepOutput a, StepOutput b) {
    return a.roles().stream()
        .allMatch(role -> !b.has(role) || Arrays.equals(a.get(role), b.get(role)));
  }
}
