package org.normaudit.verification.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.subject.Answer;

/** What is wrong about a subject's answers, whoever may be guilty of it. */
final class FailureSummary {
  private final DiagnosticSession interview;
  private final MutantComparison replay;
  private final List<OutputMatch> all;
  private final BitSet wrong;

  /**
   * @param wrong what an honest layer does not explain, by the numbers of {@link
   *     MutantComparison#unexplained}
   */
  FailureSummary(DiagnosticSession interview, MutantComparison replay, BitSet wrong) {
    this.interview = interview;
    this.replay = replay;
    this.all = replay.comparisons();
    this.wrong = wrong;
  }

  /** The quantities of which a value is wrong. */
  Set<Quantity> quantities() {
    Set<Quantity> quantities = EnumSet.noneOf(Quantity.class);
    for (int i = wrong.nextSetBit(0); i >= 0 && i < all.size(); i = wrong.nextSetBit(i + 1)) {
      quantities.add(all.get(i).quantity);
    }
    return quantities;
  }

  /** What is wrong, in sentences: each quantity, and the first question answered in another way. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Quantity quantity : quantities()) {
      Set<Mode> modes = EnumSet.noneOf(Mode.class);
      int times = 0;
      int of = 0;
      OutputMatch first = null;
      for (int i = 0; i < all.size(); i++) {
        OutputMatch comparison = all.get(i);
        of += comparison.quantity == quantity ? 1 : 0;
        if (wrong.get(i) && comparison.quantity == quantity) {
          first = first == null ? comparison : first;
          modes.add(comparison.input.mode());
          times++;
        }
      }
      sentences.add(
          "%s is wrong %d times of %d, in %s; first %s"
              .formatted(
                  quantity.label(),
                  times,
                  of,
                  String.join(" and ", modes.stream().map(Mode::label).toList()),
                  firstElement(first)));
      growth(quantity).ifPresent(sentences::add);
    }
    for (int q = 0; q < interview.asked.size(); q++) {
      if (wrong.get(replay.count() + q)) {
        RecordedExchange asked = interview.asked.get(q);
        sentences.add("on %s: %s".formatted(name(asked), kind(asked)));
        break;
      }
    }
    return sentences;
  }

  private Optional<String> growth(Quantity quantity) {
    for (int i = 0; i < all.size(); i++) {
      OutputMatch comparison = all.get(i);
      RecordedExchange asked = interview.asked.get(comparison.question);
      Optional<Case> theCase = interview.caseOf(asked);
      if (wrong.get(i) && comparison.quantity == quantity && theCase.isPresent()) {
        Optional<String> sentence =
            new ErrorScaling(interview, theCase.get(), comparison.input, quantity).sentence();
        if (sentence.isPresent()) {
          return sentence;
        }
      }
    }
    return Optional.empty();
  }

  private String firstElement(OutputMatch comparison) {
    boolean[] agrees = comparison.agrees(comparison.honest, Mutant.HONEST);
    int i = 0;
    while (i < agrees.length - 1 && agrees[i]) {
      i++;
    }
    return "%s[%d] = %s where %s is right, on %s"
        .formatted(
            comparison.quantity.label(),
            i,
            comparison.observed[i],
            comparison.honest[i],
            name(interview.asked.get(comparison.question)));
  }

  private String name(RecordedExchange asked) {
    return interview
        .caseOf(asked)
        .map(c -> "'" + c + "'")
        .orElse(asked.trace() ? "a trace" : "a question that a check derives from its case");
  }

  private static String kind(RecordedExchange asked) {
    List<Answer> answers = asked.answers();
    Answer last = answers.isEmpty() ? null : answers.get(answers.size() - 1);
    if (last instanceof Answer.Rejected rejected) {
      return "it refuses: " + rejected.reason();
    }
    if (last instanceof Answer.Crashed crashed) {
      return "it crashes: " + crashed.detail();
    }
    return "it gives NaN where an honest layer gives none, or the other way round";
  }
}
