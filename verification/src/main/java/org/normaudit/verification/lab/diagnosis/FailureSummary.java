package org.normaudit.verification.lab.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.subject.Answer;

/** What is wrong about a subject's answers, whether or not a mistake is known that explains it. */
final class FailureSummary {
  private final DiagnosticSession session;
  private final MutantComparison mutants;
  private final List<OutputMatch> all;
  private final BitSet wrong;

  FailureSummary(Symptoms symptoms) {
    this.session = symptoms.session();
    this.mutants = symptoms.mutants();
    this.all = mutants.matches();
    this.wrong = symptoms.wrong();
  }

  /** The quantities of which a value is wrong. */
  Set<Role> quantities() {
    Set<Role> quantities = Roles.ordered(List.of());
    for (int i = wrong.nextSetBit(0); i >= 0 && i < all.size(); i = wrong.nextSetBit(i + 1)) {
      quantities.add(all.get(i).quantity);
    }
    return quantities;
  }

  /** What is wrong, in sentences: each quantity, and the first question answered in another way. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Role quantity : quantities()) {
      Set<Mode> modes = EnumSet.noneOf(Mode.class);
      int times = 0;
      int of = 0;
      OutputMatch first = null;
      for (int i = 0; i < all.size(); i++) {
        OutputMatch match = all.get(i);
        of += match.quantity == quantity ? 1 : 0;
        if (wrong.get(i) && match.quantity == quantity) {
          first = first == null ? match : first;
          modes.add(match.input.mode());
          times++;
        }
      }
      sentences.add(
          String.format(
              Locale.ROOT,
              "%s is wrong %d times of %d, in %s; first %s",
              quantity.label(),
              times,
              of,
              String.join(" and ", modes.stream().map(Mode::label).toList()),
              firstElement(first)));
      growth(quantity).ifPresent(sentences::add);
    }
    for (int q = 0; q < session.asked.size(); q++) {
      if (wrong.get(mutants.count() + q)) {
        RecordedExchange asked = session.asked.get(q);
        sentences.add(String.format(Locale.ROOT, "on %s: %s", name(asked), kind(asked)));
        break;
      }
    }
    return sentences;
  }

  private Optional<String> growth(Role quantity) {
    for (int i = 0; i < all.size(); i++) {
      OutputMatch match = all.get(i);
      RecordedExchange asked = session.asked.get(match.question);
      Optional<Case> theCase = session.caseOf(asked);
      if (wrong.get(i) && match.quantity == quantity && theCase.isPresent()) {
        Optional<String> sentence =
            new ErrorScaling(session, theCase.get(), match.input, quantity).sentence();
        if (sentence.isPresent()) {
          return sentence;
        }
      }
    }
    return Optional.empty();
  }

  private String firstElement(OutputMatch match) {
    boolean[] agrees = match.agrees(match.honest, Mutant.HONEST);
    int i = 0;
    while (i < agrees.length - 1 && agrees[i]) {
      i++;
    }
    return String.format(
        Locale.ROOT,
        "%s[%d] = %s where %s is right, on %s",
        match.quantity.label(),
        i,
        match.observed[i],
        match.honest[i],
        name(session.asked.get(match.question)));
  }

  private String name(RecordedExchange asked) {
    return session
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
