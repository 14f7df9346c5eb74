package org.normaudit.verification.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** The reference of the command line, made from its own model. */
@Command(
    name = "reference",
    description = "Prints the reference of this command line as Markdown.",
    footer = {"", "Example:", "  normaudit reference > commands.md"})
final class ReferenceCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(page(spec.root().commandLine()));
    out.flush();
    return 0;
  }

  /** The page of a command and all its subcommands. */
  static String page(CommandLine root) {
    StringBuilder page = new StringBuilder();
    page.append("# The command line\n\n");
    page.append("Written by `normaudit reference` from the program's own model.\n");
    page.append("Every command takes `--help`.\n");
    root.getSubcommands().values().forEach(command -> section(page, command, 2));
    page.append("\n## Exit codes\n\n| code | means |\n|---|---|\n");
    root.getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach((code, text) -> row(page, code.strip(), text));
    return page.toString();
  }

  private static void section(StringBuilder page, CommandLine command, int level) {
    CommandSpec spec = command.getCommandSpec();
    page.append(String.format(Locale.ROOT, "\n%s normaudit %s\n", "#".repeat(level), path(spec)));
    for (String line : spec.usageMessage().description()) {
      page.append('\n').append(escaped(line)).append('\n');
    }
    if (!spec.positionalParameters().isEmpty() || spec.options().stream().anyMatch(o -> !own(o))) {
      page.append("\n| option | does |\n|---|---|\n");
    }
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      row(page, "`" + parameter.paramLabel() + "`", String.join(" ", parameter.description()));
    }
    for (OptionSpec option : spec.options()) {
      if (!own(option)) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        row(page, "`" + option.longestName() + label + "`", String.join(" ", option.description()));
      }
    }
    String footer =
        new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF)).footer();
    if (!footer.isBlank()) {
      page.append("\n```\n")
          .append(footer.strip().replaceFirst("^Examples?:\\R", ""))
          .append("\n```\n");
    }
    command.getSubcommands().values().forEach(inner -> section(page, inner, level + 1));
  }

  private static String path(CommandSpec spec) {
    String name = spec.name().toLowerCase(Locale.ROOT);
    boolean top = spec.parent() == null || spec.parent().parent() == null;
    return top ? name : path(spec.parent()) + " " + name;
  }

  // Every command has these.
  private static boolean own(OptionSpec option) {
    return option.usageHelp() || option.versionHelp();
  }

  private static void row(StringBuilder page, String name, String text) {
    page.append(
        String.format(Locale.ROOT, "| %s | %s |\n", name.replace("|", "\\|"), escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
