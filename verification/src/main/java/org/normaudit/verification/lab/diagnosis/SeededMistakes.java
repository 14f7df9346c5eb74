package org.normaudit.verification.lab.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.normaudit.reference.layer.Role;
import org.normaudit.verification.lab.bugs.SeededBug;
import org.normaudit.verification.lab.bugs.SeededBugs;

/**
 * Seeded bugs as the explanation: a mutant explains the subject if every value that it was asked
 * for lies within rounding of what the mutant gives (see {@link OutputMatch}); of several, those
 * that fail most of the checks that the subject fails.
 */
abstract class SeededMistakes implements Explanation {
  /** A list of more mistakes than this names none. */
  private static final int NAMED = 3;

  /** The mutants to try, in order. */
  abstract List<Mutant> candidates(Symptoms symptoms);

  /** The seeded bugs of the session's layer. */
  static List<SeededBug> bugs(Symptoms symptoms) {
    return SeededBugs.all().stream()
        .filter(bug -> bug.layers().contains(symptoms.session().layer))
        .toList();
  }

  /** The same without those that need chance, unless the subject's answers vary. */
  static List<SeededBug> likely(Symptoms symptoms) {
    boolean varies = symptoms.session().varies;
    return bugs(symptoms).stream().filter(bug -> varies || !bug.isRandom()).toList();
  }

  @Override
  public final Optional<Diagnosis> of(Symptoms symptoms) {
    List<Mutant> guilty = guilty(candidates(symptoms), symptoms);
    return guilty.isEmpty()
        ? Optional.empty()
        : Optional.of(diagnosis(closest(guilty, symptoms.mutants()), symptoms));
  }

  // Those that explain every value and fail as many of the checks as any of them. Where no value is
  // wrong, only the checks tell a mistake from none: then they must fail all.
  private static List<Mutant> guilty(List<Mutant> candidates, Symptoms symptoms) {
    MutantComparison mutants = symptoms.mutants();
    List<Mutant> guilty = new ArrayList<>();
    int fewest = symptoms.wrong().isEmpty() ? 0 : symptoms.session().failures.size();
    for (Mutant mutant : candidates) {
      // What chance does is drawn until it agrees, so that its first answers say nothing.
      if (!mutants.unexplained(mutant, false).isEmpty()
          || !mutant.isRandom() && !mutants.explains(mutant, symptoms.wrong())) {
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

  // A mutant that always does the same comes before one that needs chance, and one that gives the
  // same bits everywhere before one that agrees within rounding.
  private static List<Mutant> closest(List<Mutant> guilty, MutantComparison mutants) {
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

  private static Diagnosis diagnosis(List<Mutant> guilty, Symptoms symptoms) {
    List<Diagnosis.Cause> causes = causes(guilty);
    if (causes.size() > NAMED) {
      List<String> known = new ArrayList<>(new FailureSummary(symptoms).sentences());
      known.add(
          "each alone would do: "
              + String.join(", ", causes.stream().map(Diagnosis.Cause::name).toList()));
      return symptoms.diagnosis(
          List.of(),
          String.format(
              Locale.ROOT,
              "wrong, in a way that %d known mistakes share, so that none of them is named",
              causes.size()),
          known);
    }
    return symptoms.diagnosis(
        causes,
        "wrong: " + effects(causes) + explained(guilty.get(0), symptoms),
        known(guilty, causes, symptoms));
  }

  private static String effects(List<Diagnosis.Cause> causes) {
    if (causes.size() == 1) {
      return "it " + causes.get(0).effect();
    }
    return String.format(
            Locale.ROOT,
            "it does one of %d things that its answers do not tell apart: ",
            causes.size())
        + String.join("; or it ", causes.stream().map(Diagnosis.Cause::effect).toList());
  }

  private static String explained(Mutant mutant, Symptoms symptoms) {
    List<String> matches = new ArrayList<>();
    for (Role quantity : new FailureSummary(symptoms).quantities()) {
      matches.add(
          String.format(
              Locale.ROOT,
              "%s to %.2g ulp",
              quantity.label(),
              symptoms.mutants().ulps(mutant, symptoms.wrong(), quantity)));
    }
    return matches.isEmpty()
        ? "; every value lies within its bound"
        : "; this explains " + String.join(", ", matches);
  }

  private static List<String> known(
      List<Mutant> guilty, List<Diagnosis.Cause> causes, Symptoms symptoms) {
    MutantComparison mutants = symptoms.mutants();
    List<String> known = new ArrayList<>();
    known.add(
        String.format(
            Locale.ROOT,
            "%d outputs of %d steps compared, %d of them wrong; seeded as %s",
            mutants.count(),
            symptoms.session().asked.size(),
            symptoms.wrong().get(0, mutants.count()).cardinality(),
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
    return known;
  }
}
