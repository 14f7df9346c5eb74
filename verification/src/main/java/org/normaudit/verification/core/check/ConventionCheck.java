package org.normaudit.verification.core.check;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.normaudit.verification.core.convention.Departure;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;

/**
 * A convention that a subject is found to keep is one that is in use: a mistake in a formula can
 * lie in the lattice of conventions, where every value agrees with it. Only a finding is a result:
 * all other checks hold the subject to a convention in use.
 */
final class ConventionCheck implements Check {
  @Override
  public String name() {
    return "convention";
  }

  @Override
  public String asserts() {
    return "the convention that the layer is found to keep is one that is in use";
  }

  @Override
  public boolean concerns(CheckContext context) {
    return context.isFound() && !departures(context).isEmpty();
  }

  @Override
  public Result examine(CheckContext context) {
    String text =
        departures(context).stream().map(Departure::text).collect(Collectors.joining("; "));
    return Result.plain(
        context.subject().name(),
        name(),
        context.caseLine(),
        Verdict.UNUSUAL_CONVENTION,
        String.format(
            Locale.ROOT,
            "it agrees with a convention that no preset of %s keeps to: %s",
            context.input().layer().label(),
            text));
  }

  private static List<Departure> departures(CheckContext context) {
    return Departure.of(context.input().layer(), context.convention());
  }
}
