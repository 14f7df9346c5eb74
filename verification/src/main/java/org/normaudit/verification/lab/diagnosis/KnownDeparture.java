package org.normaudit.verification.lab.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.normaudit.verification.core.convention.Departure;
import org.normaudit.verification.lab.bugs.SeededBug;

/** Every value agrees with a convention, but with one that is not in use. */
final class KnownDeparture implements Explanation {
  @Override
  public String name() {
    return "known-departure";
  }

  @Override
  public Optional<Diagnosis> of(Symptoms symptoms) {
    DiagnosticSession session = symptoms.session();
    if (!session.isUnusual || !session.failures.isEmpty() || !symptoms.wrong().isEmpty()) {
      return Optional.empty();
    }
    List<Diagnosis.Cause> causes = new ArrayList<>();
    List<String> known = new ArrayList<>();
    List<Departure> departures = Departure.of(session.layer, session.convention());
    for (Departure departure : departures) {
      List<SeededBug> bugs = bugs(departure, symptoms);
      bugs.forEach(bug -> causes.add(new Diagnosis.Cause(List.of(bug.name()), bug.effect())));
      known.add(departure.text() + mistakes(bugs));
    }
    known.add("if it is meant, --allow-unusual says so, and --convention NAME demands another");
    String what = departures.stream().map(Departure::text).collect(Collectors.joining("; "));
    return Optional.of(
        symptoms.diagnosis(
            causes, "unusual: it keeps to a convention that no preset has: " + what, known));
  }

  private static List<SeededBug> bugs(Departure departure, Symptoms symptoms) {
    return SeededMistakes.bugs(symptoms).stream().filter(bug -> makes(bug, departure)).toList();
  }

  // Whether the mistake takes the papers' convention to the departure's choice.
  private static boolean makes(SeededBug bug, Departure departure) {
    var paper = departure.layer().paper();
    var mistaken = bug.keeps(paper);
    return departure.coordinate().same(mistaken, departure.convention())
        && !departure.coordinate().same(paper, mistaken);
  }

  private static String mistakes(List<SeededBug> bugs) {
    return bugs.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "; a known mistake does this: %s",
            bugs.stream().map(SeededBug::name).collect(Collectors.joining(", ")));
  }
}
