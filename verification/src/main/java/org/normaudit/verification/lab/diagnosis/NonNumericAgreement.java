package org.normaudit.verification.lab.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.subject.Answer;

/** Whether answers agree where no numbers can be compared: refusals, crashes, and NaN. */
final class NonNumericAgreement {
  private static final Set<Role.Kind> DATA =
      Set.of(Role.Kind.INPUT, Role.Kind.UPSTREAM, Role.Kind.STATE);

  private NonNumericAgreement() {}

  /** Whether numbers can be expected: data and statistics finite, spreads positive. */
  static boolean isPlain(Step input) {
    double[] spread = input.get(Roles.RUNNING_SPREAD);
    return input.shape().count() > 0
        && input.roles().stream()
            .filter(role -> DATA.contains(role.kind()))
            .allMatch(role -> allFinite(input.get(role)))
        && (spread == null || Arrays.stream(spread).allMatch(v -> v >= 0));
  }

  private static boolean allFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /**
   * Whether a layer answered a question in the way that the subject did; the numbers are not
   * compared. A refusal agrees with NaN where the step has no number.
   */
  static boolean sameKind(RecordedExchange asked, List<Answer> answers) {
    for (int s = 0; s < asked.answered(); s++) {
      Answer given = asked.answers().get(s);
      Answer other = answers.get(s);
      Step input = asked.starting(s);
      boolean same =
          given instanceof Answer.Unsupported
              || given instanceof Answer.TimedOut
              || given.getClass() == other.getClass()
              || (!isPlain(input) && isNaN(given) && other instanceof Answer.Rejected);
      if (!same || (!isPlain(input) && !sameHoles(input, given, other))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNaN(Answer answer) {
    return answer instanceof Answer.Given given
        && given.output().has(Roles.Y)
        && Arrays.stream(given.output().get(Roles.Y)).anyMatch(Double::isNaN);
  }

  // Where there are no numbers to compare: the same NaN in y, and in what is kept. Channels of
  // equal values tell 0/0 from noise/noise by chance.
  private static boolean sameHoles(Step input, Answer given, Answer other) {
    if (!(given instanceof Answer.Given a) || !(other instanceof Answer.Given b)) {
      return true;
    }
    Shape shape = input.shape();
    for (Role quantity : List.of(Roles.Y, Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD)) {
      if (a.output().has(quantity) && b.output().has(quantity)) {
        double[] v = a.output().get(quantity);
        double[] w = b.output().get(quantity);
        for (int i = 0; i < v.length; i++) {
          int c = quantity.isElementwise() ? i / shape.inner() % shape.channels() : i;
          if (Double.isNaN(v[i]) != Double.isNaN(w[i]) && !isConstant(input, c)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static boolean isConstant(Step input, int c) {
    Shape shape = input.shape();
    return shape.count() > 0
        && IntStream.range(0, shape.size())
                .filter(i -> i / shape.inner() % shape.channels() == c)
                .mapToDouble(i -> input.x()[i])
                .filter(Double::isFinite)
                .distinct()
                .count()
            <= 1;
  }
}
