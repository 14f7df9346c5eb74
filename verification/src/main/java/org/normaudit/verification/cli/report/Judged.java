package org.normaudit.verification.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.verification.core.check.Checks;

/**
 * What was judged of one layer of a subject, quantity by quantity: the coverage of the verdict.
 *
 * @param layer as case lines name it
 * @param judged the quantities of which some value was compared, in the order of the report
 * @param reasons why the others were not, by the quantity
 */
public record Judged(
    String subject, String layer, List<String> judged, Map<String, String> reasons) {

  private static final String NOT_OFFERED = "the subject does not offer ";

  private static final Set<String> QUANTITIES = checks(role -> true);
  private static final Set<String> SECOND =
      checks(role -> role.kind() == Role.Kind.SECOND_GRADIENT);

  private static Set<String> checks(Predicate<Role> wanted) {
    return Layers.results().stream()
        .filter(wanted)
        .map(Checks::nameFor)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What was judged, for every subject and layer that has a result. */
  public static List<Judged> of(AuditReport report) {
    Map<List<String>, Judged> all = new LinkedHashMap<>();
    for (CheckRow row : CheckRow.of(report)) {
      if (QUANTITIES.contains(row.check)) {
        Judged judged =
            all.computeIfAbsent(
                List.of(row.subject, row.layer),
                key ->
                    new Judged(row.subject, row.layer, new ArrayList<>(), new LinkedHashMap<>()));
        if (row.judged() > 0) {
          judged.judged.add(row.check);
        } else {
          judged.reasons.put(row.check, row.firstSkip());
        }
      }
    }
    return List.copyOf(all.values());
  }

  /**
   * Whether every quantity that the layer has was judged. A double backward is an extra, which few
   * offer: a verdict without it is whole.
   */
  public boolean isWhole() {
    return SECOND.containsAll(reasons.keySet());
  }

  /** What was judged and what was not, and why, in one line without the layer's name. */
  public String text() {
    if (reasons.isEmpty()) {
      return "all that it has: " + String.join(", ", judged);
    }
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    reasons.forEach(
        (quantity, reason) ->
            byReason
                .computeIfAbsent(
                    reason.startsWith(NOT_OFFERED) ? "not offered" : reason,
                    key -> new ArrayList<>())
                .add(quantity));
    String not =
        byReason.entrySet().stream()
            .map(
                entry ->
                    String.format(
                        Locale.ROOT,
                        "%s (%s)",
                        String.join(", ", entry.getValue()),
                        entry.getKey()))
            .collect(Collectors.joining(", "));
    return judged.isEmpty()
        ? "nothing; not judged: " + not
        : String.join(", ", judged) + (isWhole() ? "" : " only") + "; not judged: " + not;
  }
}
