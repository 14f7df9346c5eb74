package org.normaudit.verification.core.convention;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.layer.Layer;
import org.normaudit.verification.core.subject.Answer;

/** What a {@link ConventionProbe} found. */
public final class FoundConvention {

  /** How sure it is. */
  public enum Kind {
    /** One convention explains every answer. */
    UNIQUE,
    /** Several do. */
    AMBIGUOUS,
    /** None does. */
    NONE
  }

  private final Layer layer;
  private final List<Convention> candidates;
  private final Map<Question, String> unanswered;
  private final List<Question> unexplained;

  FoundConvention(
      Layer layer,
      List<Convention> candidates,
      Map<Question, String> unanswered,
      List<Question> unexplained) {
    this.layer = layer;
    this.candidates = List.copyOf(candidates);
    this.unanswered = unanswered;
    this.unexplained = List.copyOf(unexplained);
  }

  static String reason(Answer answer) {
    if (answer instanceof Answer.Unsupported unsupported) {
      return unsupported.reason();
    }
    if (answer instanceof Answer.Rejected rejected) {
      return "the subject refused the step: " + rejected.reason();
    }
    if (answer instanceof Answer.Crashed crashed) {
      return "the subject crashed: " + crashed.detail();
    }
    return "the subject did not answer in time";
  }

  /** How sure it is. */
  public Kind kind() {
    if (!unexplained.isEmpty()) {
      return Kind.NONE;
    }
    return candidates.size() == 1 ? Kind.UNIQUE : Kind.AMBIGUOUS;
  }

  /** The conventions that explain all that any convention explains, at least one. */
  public List<Convention> candidates() {
    return candidates;
  }

  /**
   * The convention to audit under: the paper's if it is a candidate, else the first that has a
   * name, else the first that is {@linkplain Departure in use}, else the first.
   */
  public Convention convention() {
    Convention paper = layer.paper();
    if (candidates.contains(paper)) {
      return paper;
    }
    return candidates.stream()
        .filter(candidate -> ConventionPreset.of(layer, candidate).isPresent())
        .findFirst()
        .or(() -> candidates.stream().filter(c -> Departure.isUsual(layer, c)).findFirst())
        .orElse(candidates.get(0));
  }

  /** One line for a report: the layer, the convention's name if it has one, every choice. */
  public String text() {
    Convention chosen = convention();
    Optional<ConventionPreset> preset = ConventionPreset.of(layer, chosen);
    String name = preset.map(ConventionPreset::name).orElse("no named convention");
    String text =
        String.format(Locale.ROOT, "%s: %s: %s", layer.label(), name, Lattice.text(layer, chosen));
    return switch (kind()) {
      case UNIQUE -> text;
      case AMBIGUOUS -> text + " (" + ambiguity() + ")";
      case NONE -> text + " (the nearest; " + misfit() + ")";
    };
  }

  private String ambiguity() {
    List<String> undecided = new ArrayList<>();
    for (Coordinate<?> coordinate : layer.coordinates()) {
      Convention first = candidates.get(0);
      if (candidates.stream().allMatch(candidate -> coordinate.same(candidate, first))) {
        continue;
      }
      String reasons =
          unanswered.entrySet().stream()
              .filter(entry -> entry.getKey().sees().contains(coordinate))
              .map(
                  entry ->
                      String.format(
                          Locale.ROOT,
                          "%s of %s would decide, but %s",
                          entry.getKey().quantity().label(),
                          entry.getKey().what(),
                          entry.getValue()))
              .distinct()
              .findFirst()
              .orElse("no probe decides");
      undecided.add(coordinate.label() + ": " + reasons);
    }
    return String.format(
        Locale.ROOT,
        "one of %d that fit; not decided: %s",
        candidates.size(),
        String.join("; ", undecided));
  }

  private String misfit() {
    return unexplained.stream()
        .map(question -> question.quantity().label() + " of " + question.what())
        .distinct()
        .collect(Collectors.joining(", ", "no convention explains ", ""));
  }
}
