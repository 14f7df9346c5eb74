package org.normaudit.verification.cli.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Role;
import org.normaudit.verification.core.audit.SubjectUnderConvention;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;

/** Quantities that a subject must give: a layer of which nothing was judged of one is a finding. */
final class Required {
  private Required() {}

  /**
   * The results, with a finding for every required quantity of which nothing was judged, on the
   * first case of the layer. A part of an audit that has no case of a layer says nothing of it.
   */
  static List<Result> completed(Set<Role> required, Campaign campaign, List<Result> results) {
    List<Result> all = new ArrayList<>(results);
    for (SubjectUnderConvention audited : campaign.subjects()) {
      for (Layer layer : audited.conventions().keySet()) {
        Optional<Case> first =
            campaign.part().stream()
                .filter(c -> c.layer() == layer && audited.answers(c))
                .findFirst();
        for (Role role : required) {
          if (first.isPresent() && layer.results().contains(role)) {
            missing(audited.subject().name(), first.get(), role, results).ifPresent(all::add);
          }
        }
      }
    }
    return all;
  }

  private static Optional<Result> missing(
      String subject, Case first, Role role, List<Result> results) {
    String check = Checks.nameFor(role);
    String reason = "no case asks for it";
    for (Result result : results) {
      if (result.subject().equals(subject)
          && result.check().equals(check)
          && result.caseLine().startsWith(first.layer().label() + " ")) {
        if (result.verdict() != Verdict.SKIPPED) {
          return Optional.empty();
        }
        reason = result.note();
      }
    }
    return Optional.of(
        Result.plain(
            subject,
            check,
            first.toString(),
            Verdict.MISSING,
            String.format(
                Locale.ROOT, "%s is required, and was not judged: %s", role.label(), reason)));
  }
}
