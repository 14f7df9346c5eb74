package org.normaudit.verification.lab.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.Answer;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.lab.bugs.MutantLayer;

/** The questions of a session put to mutants, and their answers compared with the subject's. */
final class MutantComparison {
  /**
   * How often a layer with a random mistake is asked at most: what a mistake does one time in
   * sixteen is missed with a probability of (15/16)^256 &lt; 1e-7.
   */
  private static final int DRAWS = 256;

  private final DiagnosticSession session;
  private final ErrorModel model;
  private final List<List<OutputMatch>> matches = new ArrayList<>();
  private int count;

  MutantComparison(DiagnosticSession session) {
    this.session = session;
    this.model = session.subject().model(session.dtype);
    Asking honest = new Asking(Mutant.HONEST);
    for (int q = 0; q < session.asked.size(); q++) {
      matches.add(compare(q, honest.answers(q)));
    }
  }

  /** How many outputs are compared. */
  int count() {
    return count;
  }

  /** Every compared output, in the order of the questions. */
  List<OutputMatch> matches() {
    return matches.stream().flatMap(List::stream).toList();
  }

  // The outputs that both the subject and an honest layer give; of others nothing can be said.
  private List<OutputMatch> compare(int q, List<Answer> honest) {
    RecordedExchange asked = session.asked.get(q);
    List<OutputMatch> list = new ArrayList<>();
    for (int s = 0; s < Math.min(asked.answered(), honest.size()); s++) {
      Step input = asked.starting(s);
      if (!(asked.answers().get(s) instanceof Answer.Given given)
          || !(honest.get(s) instanceof Answer.Given right)
          || !NonNumericAgreement.isPlain(input)) {
        continue;
      }
      for (Role quantity : given.output().roles()) {
        if (right.output().has(quantity)) {
          list.add(
              new OutputMatch(
                  q,
                  s,
                  input,
                  quantity,
                  given.output().get(quantity),
                  right.output().get(quantity),
                  session.convention(),
                  model));
        }
      }
    }
    count += list.size();
    return list;
  }

  private MutantLayer layer(Mutant mutant, Dtype dtype) {
    return mutant.layer(session.layer, session.convention(), dtype);
  }

  private LayerSubject subject(MutantLayer layer) {
    return new LayerSubject("suspect", layer, format -> model);
  }

  /** A layer with the mistakes of a mutant, asked question after question. */
  private final class Asking {
    private final LayerSubject subject;
    private final MutantLayer layer;
    private final Dtype dtype;

    Asking(Mutant mutant) {
      this.dtype = mutant.isNumerical() ? model.storage() : Dtype.FLOAT64;
      this.layer = layer(mutant, dtype);
      this.subject = subject(layer);
    }

    List<Answer> answers(int q) {
      RecordedExchange asked = session.asked.get(q);
      List<Step> seen = asked.trace() ? layer.seen(asked.steps()) : asked.steps();
      List<Answer> answers = new ArrayList<>();
      for (int s = 0; s < asked.answered(); s++) {
        Step step = asked.starting(s, seen.get(s).withDtype(dtype), seen);
        answers.add(subject.ask(step));
      }
      return answers;
    }
  }

  /**
   * The outputs that a mutant does not explain, by their number; and, as the number {@link
   * #count()} + q, the questions that it answers in another way altogether.
   *
   * @param all whether all are wanted; else the first is enough
   */
  BitSet unexplained(Mutant mutant, boolean all) {
    BitSet plain = unexplained(new Asking(mutant), mutant, all, 1);
    if (plain.isEmpty() || all || !mutant.isRandom() || mutant.bugs().size() > 1) {
      return plain;
    }
    return unexplained(new Asking(mutant), mutant, false, DRAWS);
  }

  private BitSet unexplained(Asking asking, Mutant mutant, boolean all, int draws) {
    BitSet unexplained = new BitSet();
    int first = 0;
    for (int q = 0; q < matches.size(); q++) {
      List<OutputMatch> here = matches.get(q);
      boolean[] agrees = new boolean[here.size()];
      List<boolean[]> each = new ArrayList<>();
      here.forEach(c -> each.add(new boolean[c.observed.length]));
      boolean sameKind = true;
      for (int draw = 0; draw == 0 || (draw < draws && !allTrue(each)); draw++) {
        List<Answer> answers = asking.answers(q);
        sameKind &= NonNumericAgreement.sameKind(session.asked.get(q), answers);
        for (int i = 0; i < here.size(); i++) {
          merge(each.get(i), here.get(i), answers, mutant, asking.layer);
        }
      }
      for (int i = 0; i < here.size(); i++) {
        agrees[i] = allTrue(each.get(i));
        unexplained.set(first + i, !agrees[i]);
      }
      unexplained.set(count + q, !sameKind);
      first += here.size();
      if (!all && !unexplained.isEmpty()) {
        return unexplained;
      }
    }
    return unexplained;
  }

  private static void merge(
      boolean[] each, OutputMatch match, List<Answer> answers, Mutant mutant, MutantLayer layer) {
    if (match.step < answers.size()
        && answers.get(match.step) instanceof Answer.Given given
        && given.output().has(match.quantity)) {
      double[] predicted = given.output().get(match.quantity);
      boolean[] now = match.agrees(predicted, mutant, layer.read(match.input));
      for (int k = 0; k < each.length; k++) {
        each[k] |= now[k];
      }
    }
  }

  private static boolean allTrue(List<boolean[]> each) {
    return each.stream().allMatch(MutantComparison::allTrue);
  }

  private static boolean allTrue(boolean[] values) {
    for (boolean value : values) {
      if (!value) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a mutant explains some wrong value of every quantity that has one, not by an allowance
   * without end alone.
   *
   * @param wrong the outputs that an honest layer does not explain
   */
  boolean explains(Mutant mutant, BitSet wrong) {
    Set<Role> open = Roles.ordered(List.of());
    Set<Role> explained = Roles.ordered(List.of());
    Asking asking = new Asking(mutant);
    int index = 0;
    for (int q = 0; q < matches.size(); q++) {
      List<Answer> answers = asking.answers(q);
      for (OutputMatch match : matches.get(q)) {
        if (!wrong.get(index++)) {
          continue;
        }
        open.add(match.quantity);
        if (match.step < answers.size()
            && answers.get(match.step) instanceof Answer.Given given
            && given.output().has(match.quantity)
            && match.explains(
                given.output().get(match.quantity), mutant, asking.layer.read(match.input))) {
          explained.add(match.quantity);
        }
      }
    }
    return explained.containsAll(open);
  }

  /** The checks that the subject failed and a mutant in the subject's own format does not. */
  List<String> passes(Mutant mutant) {
    List<String> passed = new ArrayList<>();
    LayerSubject subject = subject(layer(mutant, model.storage()));
    // What is left over from one question to the next must be what it was for the subject.
    for (int q = 0; q < session.probes && mutant.isRandom(); q++) {
      subject.ask(session.asked.get(q).steps().get(0));
    }
    for (DiagnosticSession.Failure failure : session.failures) {
      boolean fails = session.fails(failure, subject);
      for (int draw = 1; draw < DRAWS && !fails && mutant.isRandom(); draw++) {
        fails = session.fails(failure, subject);
      }
      if (!fails) {
        passed.add(failure.check());
      }
    }
    return passed;
  }

  /** Whether a mutant in the subject's own format gives the same bits everywhere. */
  boolean sameBits(Mutant mutant) {
    LayerSubject subject = subject(layer(mutant, model.storage()));
    for (int q = 0; q < matches.size(); q++) {
      if (session.asked.get(q).trace()) {
        continue;
      }
      Answer answer = subject.ask(session.asked.get(q).steps().get(0));
      for (OutputMatch match : matches.get(q)) {
        StepOutput output = answer instanceof Answer.Given given ? given.output() : null;
        if (output == null
            || !output.has(match.quantity)
            || !match.sameBits(output.get(match.quantity))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * How far a quantity lies from what a mutant gives, in ulp: the median of the outputs among those
   * asked for, each with its worst value. Outputs of ill-conditioned data lie farther.
   */
  double ulps(Mutant mutant, BitSet among, Role quantity) {
    Asking asking = new Asking(mutant);
    List<Double> worst = new ArrayList<>();
    int index = 0;
    for (int q = 0; q < matches.size(); q++) {
      List<Answer> answers = asking.answers(q);
      for (OutputMatch match : matches.get(q)) {
        boolean asked = among.get(index++) && match.quantity == quantity;
        if (asked
            && answers.get(match.step) instanceof Answer.Given given
            && given.output().has(quantity)) {
          worst.add(match.ulps(given.output().get(quantity)));
        }
      }
    }
    return new Median().evaluate(worst.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
