package org.normaudit.verification.cli;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.core.check.Checks;
import org.normaudit.verification.core.subject.Suggestion;
import org.normaudit.verification.lab.bugs.KillRecord;
import org.normaudit.verification.lab.explain.CheckPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The page of a check on the terminal. */
@Command(
    name = "explain",
    description = {
      "Says what a check asserts, why that holds, what it catches and how it is bounded; without a"
          + " name, lists all checks."
    },
    footer = {"", "Example:", "  normaudit explain delta-b"})
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "CHECK", description = "The name of a check.")
  private String name;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      Checks.all()
          .forEach(check -> out.printf(Locale.ROOT, "%-24s %s%n", check.name(), check.asserts()));
    } else {
      out.println(CheckPage.of(named()).reading(KillRecord.committed().table()));
    }
    out.flush();
    return 0;
  }

  private Check named() {
    List<String> names = Checks.all().stream().map(Check::name).toList();
    if (names.contains(name)) {
      return Checks.named(name);
    }
    String nearest = nearest(names);
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "unknown check '%s': did you mean '%s'? 'normaudit explain' lists all %d",
            name,
            nearest,
            names.size()));
  }

  private String nearest(List<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(other -> Suggestion.distance(name, other)))
        .orElseThrow();
  }
}
