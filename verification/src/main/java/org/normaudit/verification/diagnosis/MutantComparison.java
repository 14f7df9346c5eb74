package org.normaudit.verification.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.bugs.MistakenLayer;
import org.normaudit.verification.subject.Answer;
import org.normaudit.verification.subject.LayerSubject;

/**
 * The questions of an interview put to layers that make known mistakes, and their answers held
 * against the subject's.
 */
final class MutantComparison {
  /**
   * How often a layer with a random mistake is asked at most: what a mistake does one time in
   * sixteen is missed with a probability of (15/16)^256 &lt; 1e-7.
   */
  private static final int DRAWS = 256;

  private final DiagnosticSession interview;
  private final ErrorModel model;
  private final List<List<OutputMatch>> comparisons = new ArrayList<>();
  private int count;

  MutantComparison(DiagnosticSession interview) {
    this.interview = interview;
    this.model = interview.subject().model(interview.dtype);
    Asking honest = new Asking(Mutant.HONEST);
    for (int q = 0; q < interview.asked.size(); q++) {
      comparisons.add(compare(q, honest.answers(q)));
    }
  }

  /** How many outputs are compared. */
  int count() {
    return count;
  }

  /** Every comparison, in the order of the questions. */
  List<OutputMatch> comparisons() {
    return comparisons.stream().flatMap(List::stream).toList();
  }

  // The outputs that both the subject and an honest layer give; of others nothing can be said.
  private List<OutputMatch> compare(int q, List<Answer> honest) {
    RecordedExchange asked = interview.asked.get(q);
    List<OutputMatch> list = new ArrayList<>();
    for (int s = 0; s < Math.min(asked.answered(), honest.size()); s++) {
      LayerInput input = asked.steps().get(s).withState(asked.before(s));
      if (!(asked.answers().get(s) instanceof Answer.Given given)
          || !(honest.get(s) instanceof Answer.Given right)
          || !NonNumericAgreement.isPlain(input)) {
        continue;
      }
      for (Quantity quantity : given.output().quantities()) {
        if (right.output().has(quantity)) {
          list.add(
              new OutputMatch(
                  q,
                  s,
                  input,
                  quantity,
                  given.output().get(quantity),
                  right.output().get(quantity),
                  interview.convention(),
                  model));
        }
      }
    }
    count += list.size();
    return list;
  }

  private MistakenLayer layer(Mutant suspect, Dtype dtype) {
    return suspect.layer(interview.layer, interview.convention(), dtype);
  }

  private LayerSubject subject(MistakenLayer layer) {
    return new LayerSubject("suspect", layer, format -> model);
  }

  /** A layer with the mistakes of a suspect, asked question after question. */
  private final class Asking {
    private final LayerSubject subject;
    private final MistakenLayer layer;
    private final Dtype dtype;

    Asking(Mutant suspect) {
      this.dtype = suspect.isNumerical() ? model.storage() : Dtype.FLOAT64;
      this.layer = layer(suspect, dtype);
      this.subject = subject(layer);
    }

    List<Answer> answers(int q) {
      RecordedExchange asked = interview.asked.get(q);
      List<LayerInput> seen = asked.trace() ? layer.seen(asked.steps()) : asked.steps();
      List<Answer> answers = new ArrayList<>();
      for (int s = 0; s < asked.answered(); s++) {
        LayerInput step = seen.get(s).withDtype(dtype).withState(asked.before(s, seen));
        answers.add(subject.ask(step));
      }
      return answers;
    }
  }

  /**
   * The comparisons that a suspect does not explain, by their number; and, as the number {@link
   * #count()} + q, the questions that it answers in another way altogether.
   *
   * @param all whether all are wanted; else the first is enough
   */
  BitSet unexplained(Mutant suspect, boolean all) {
    BitSet plain = unexplained(new Asking(suspect), suspect, all, 1);
    if (plain.isEmpty() || all || !suspect.isRandom() || suspect.bugs().size() > 1) {
      return plain;
    }
    return unexplained(new Asking(suspect), suspect, false, DRAWS);
  }

  private BitSet unexplained(Asking asking, Mutant suspect, boolean all, int draws) {
    BitSet unexplained = new BitSet();
    int first = 0;
    for (int q = 0; q < comparisons.size(); q++) {
      List<OutputMatch> here = comparisons.get(q);
      boolean[] agrees = new boolean[here.size()];
      List<boolean[]> each = new ArrayList<>();
      here.forEach(c -> each.add(new boolean[c.observed.length]));
      boolean sameKind = true;
      for (int draw = 0; draw == 0 || (draw < draws && !allTrue(each)); draw++) {
        List<Answer> answers = asking.answers(q);
        sameKind &= NonNumericAgreement.sameKind(interview.asked.get(q), answers);
        for (int i = 0; i < here.size(); i++) {
          merge(each.get(i), here.get(i), answers, suspect, asking.layer);
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
      boolean[] each,
      OutputMatch comparison,
      List<Answer> answers,
      Mutant suspect,
      MistakenLayer layer) {
    if (comparison.step < answers.size()
        && answers.get(comparison.step) instanceof Answer.Given given
        && given.output().has(comparison.quantity)) {
      double[] predicted = given.output().get(comparison.quantity);
      boolean[] now = comparison.agrees(predicted, suspect, layer.read(comparison.input));
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

  /** The checks that the subject failed and a suspect in the subject's own format does not. */
  List<String> passes(Mutant suspect) {
    List<String> passed = new ArrayList<>();
    LayerSubject subject = subject(layer(suspect, model.storage()));
    // What is left over from one question to the next must be what it was for the subject.
    for (int q = 0; q < interview.probes && suspect.isRandom(); q++) {
      subject.ask(interview.asked.get(q).steps().get(0));
    }
    for (DiagnosticSession.Failure failure : interview.failures) {
      boolean fails = interview.fails(failure, subject);
      for (int draw = 1; draw < DRAWS && !fails && suspect.isRandom(); draw++) {
        fails = interview.fails(failure, subject);
      }
      if (!fails) {
        passed.add(failure.check());
      }
    }
    return passed;
  }

  /** Whether a suspect in the subject's own format gives the same bits everywhere. */
  boolean sameBits(Mutant suspect) {
    LayerSubject subject = subject(layer(suspect, model.storage()));
    for (int q = 0; q < comparisons.size(); q++) {
      if (interview.asked.get(q).trace()) {
        continue;
      }
      Answer answer = subject.ask(interview.asked.get(q).steps().get(0));
      for (OutputMatch comparison : comparisons.get(q)) {
        LayerOutput output = answer instanceof Answer.Given given ? given.output() : null;
        if (output == null
            || !output.has(comparison.quantity)
            || !comparison.sameBits(output.get(comparison.quantity))) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * How far a quantity lies from what a suspect gives, in ulp: the median of the outputs among
   * those asked for, each with its worst value. Outputs of ill-conditioned data lie farther.
   */
  double ulps(Mutant suspect, BitSet among, Quantity quantity) {
    Asking asking = new Asking(suspect);
    List<Double> worst = new ArrayList<>();
    int index = 0;
    for (int q = 0; q < comparisons.size(); q++) {
      List<Answer> answers = asking.answers(q);
      for (OutputMatch comparison : comparisons.get(q)) {
        boolean asked = among.get(index++) && comparison.quantity == quantity;
        if (asked
            && answers.get(comparison.step) instanceof Answer.Given given
            && given.output().has(quantity)) {
          worst.add(comparison.ulps(given.output().get(quantity)));
        }
      }
    }
    return new Median().evaluate(worst.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
