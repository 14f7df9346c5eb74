package org.normaudit.verification.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.audit.CaseSource;
import org.normaudit.verification.audit.SubjectUnderConvention;
import org.normaudit.verification.bugs.SeededBug;
import org.normaudit.verification.bugs.SeededBugs;
import org.normaudit.verification.result.Result;

/**
 * Compares a subject that has findings with layers that make known mistakes: every seeded bug and
 * pairs of them, under the subject's convention. A mutant explains the subject if every value that
 * it was asked for lies within rounding of what the mutant gives (see {@link OutputMatch}); of
 * several, those that fail most of the checks that the subject fails. A subject without findings is
 * not looked at.
 */
public final class Diagnostician {
  /** How many single bugs that explain a part are combined with every other. */
  private static final int PARTIAL = 12;

  private final DiagnosticSession session;
  private final MutantComparison mutants;

  private Diagnostician(DiagnosticSession session) {
    this.session = session;
    this.mutants = new MutantComparison(session);
  }

  /**
   * What is wrong with a subject, layer by layer; nothing for a layer without findings.
   *
   * @param results of the audit, of any subjects
   * @param source of the cases that it failed on
   */
  public static List<Diagnosis> of(
      SubjectUnderConvention audited, List<Result> results, CaseSource source) {
    List<Diagnosis> diagnoses = new ArrayList<>();
    for (LayerKind layer : LayerKind.values()) {
      List<Result> findings =
          results.stream()
              .filter(r -> r.verdict().isFinding() && r.subject().equals(audited.subject().name()))
              .filter(r -> r.caseLine().startsWith(layer.label() + " "))
              .toList();
      if (!findings.isEmpty()) {
        diagnoses.add(
            new Diagnostician(DiagnosticSession.of(audited, layer, findings, source)).diagnose());
      }
    }
    return diagnoses;
  }

  private Diagnosis diagnose() {
    if (session.isLost()) {
      return diagnosis(List.of(), "it does not answer in time, so that it cannot be compared");
    }
    BitSet wrong = mutants.unexplained(Mutant.HONEST, true);
    if (session.failures.isEmpty() && wrong.isEmpty()) {
      return diagnosis(List.of(), "asked again, it makes no mistake: its findings do not repeat");
    }
    List<SeededBug> bugs =
        SeededBugs.all().stream().filter(b -> b.layers().contains(session.layer)).toList();
    List<Mutant> guilty = guilty(bugs.stream().map(Mutant::of).toList(), wrong);
    if (guilty.isEmpty() && !wrong.isEmpty()) {
      guilty = guilty(pairs(bugs, wrong), wrong);
    }
    if (!guilty.isEmpty()) {
      return explained(closest(guilty), wrong);
    }
    return diagnosis(
        new FailureSummary(session, mutants, wrong).sentences(),
        wrong.isEmpty()
            ? "every value lies within its bound, yet a relation that is exact does not hold; no"
                + " known mistake does the same"
            : "no known mistake, alone or with another, explains its answers");
  }

  // Those that explain every value and fail as many of the checks as any of them. Where no value is
  // wrong, only the checks tell a mistake from none: then they must fail all.
  private List<Mutant> guilty(List<Mutant> candidates, BitSet wrong) {
    List<Mutant> guilty = new ArrayList<>();
    int fewest = wrong.isEmpty() ? 0 : session.failures.size();
    for (Mutant mutant : candidates) {
      if (!mutants.unexplained(mutant, false).isEmpty()) {
        continue;
      }
      int passed = mutants.passes(mutant).size();
      if (passed < fewest) {
        guilty.clear();
        fewest = passed;
      }
      if (passed == fewest) {
        guilty.add(mutant);
      }
    }
    return guilty;
  }

  // A bug that explains some of what is wrong, with every bug that may explain the rest.
  private List<Mutant> pairs(List<SeededBug> bugs, BitSet wrong) {
    record Part(SeededBug bug, int explained) {}
    List<Part> parts = new ArrayList<>();
    for (SeededBug bug : bugs) {
      BitSet explained = (BitSet) wrong.clone();
      explained.andNot(mutants.unexplained(Mutant.of(bug), true));
      if (!explained.isEmpty()) {
        parts.add(new Part(bug, explained.cardinality()));
      }
    }
    parts.sort((a, b) -> Integer.compare(b.explained(), a.explained()));
    List<Mutant> pairs = new ArrayList<>();
    for (Part part : parts.subList(0, Math.min(PARTIAL, parts.size()))) {
      for (SeededBug other : bugs) {
        if (other != part.bug()) {
          pairs.add(Mutant.of(part.bug(), other));
        }
      }
    }
    return pairs;
  }

  // A mutant that always does the same comes before one that needs chance, and one that gives the
  // same bits everywhere before one that agrees within rounding.
  private List<Mutant> closest(List<Mutant> guilty) {
    if (guilty.size() == 1) {
      return guilty;
    }
    List<Mutant> steady = guilty.stream().filter(mutant -> !mutant.isRandom()).toList();
    List<Mutant> likely = steady.isEmpty() ? guilty : steady;
    List<Mutant> same = likely.stream().filter(mutants::sameBits).toList();
    return same.isEmpty() ? likely : same;
  }

  // Two bugs in either order are one cause.
  private static List<Diagnosis.Cause> causes(List<Mutant> guilty) {
    Map<Set<SeededBug>, Diagnosis.Cause> causes = new LinkedHashMap<>();
    guilty.forEach(s -> causes.putIfAbsent(Set.copyOf(s.bugs()), s.cause()));
    return List.copyOf(causes.values());
  }

  private Diagnosis explained(List<Mutant> guilty, BitSet wrong) {
    List<Diagnosis.Cause> causes = causes(guilty);
    StringBuilder sentence = new StringBuilder("wrong: ");
    if (causes.size() == 1) {
      sentence.append("it ").append(causes.get(0).effect());
    } else {
      sentence.append(
          "it does one of %d things that its answers do not tell apart: ".formatted(causes.size()));
      sentence.append(
          String.join("; or it ", causes.stream().map(Diagnosis.Cause::effect).toList()));
    }
    List<String> matches = new ArrayList<>();
    for (Quantity quantity : new FailureSummary(session, mutants, wrong).quantities()) {
      matches.add(
          "%s to %.2g ulp"
              .formatted(quantity.label(), mutants.ulps(guilty.get(0), wrong, quantity)));
    }
    sentence.append(
        matches.isEmpty()
            ? "; every value lies within its bound"
            : "; this explains " + String.join(", ", matches));
    List<String> known = new ArrayList<>();
    known.add(
        "%d outputs of %d steps compared, %d of them wrong; seeded as %s"
            .formatted(
                mutants.count(),
                session.asked.size(),
                wrong.get(0, mutants.count()).cardinality(),
                String.join(" or ", causes.stream().map(Diagnosis.Cause::name).toList())));
    List<String> passed = mutants.passes(guilty.get(0));
    if (!passed.isEmpty()) {
      known.add("not explained: it fails " + String.join(", ", passed) + " as well");
    }
    Set<String> links = new TreeSet<>();
    guilty.forEach(mutant -> mutant.bugs().forEach(bug -> links.addAll(bug.links())));
    if (!links.isEmpty()) {
      known.add("seen before in " + String.join(", ", links));
    }
    return new Diagnosis(
        session.subject().name(), session.layer, session.dtype, causes, sentence.toString(), known);
  }

  private Diagnosis diagnosis(List<String> known, String sentence) {
    return new Diagnosis(
        session.subject().name(), session.layer, session.dtype, List.of(), sentence, known);
  }
}
