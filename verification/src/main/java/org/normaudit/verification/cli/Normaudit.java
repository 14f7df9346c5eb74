package org.normaudit.verification.cli;

import java.util.List;
import java.util.Locale;
import org.normaudit.verification.core.subject.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/** The command line's entry point. */
@Command(
    name = "normaudit",
    description = "A numerical audit for normalization layers.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Normaudit.Version.class,
    synopsisSubcommandLabel = "[COMMAND]",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all conform",
      "1:a finding",
      "2:bad usage or input, or a subject of which nothing was judged",
      "3:a mistake of this program"
    },
    subcommands = {
      AuditCommand.class,
      MergeCommand.class,
      CaseCommand.class,
      DevicesCommand.class,
      BugsCommand.class,
      ExplainCommand.class,
      BenchCommand.class,
      StudyCommand.class,
      SoundnessCommand.class,
      VectorsCommand.class,
      CompletionCommand.class,
      ReferenceCommand.class,
      HelpCommand.class
    })
public final class Normaudit {
  /** A finding. */
  static final int FINDING = 1;

  /** Bad usage or input. */
  static final int BAD_INPUT = 2;

  /** This program is at fault, and says where. */
  static final int INTERNAL_ERROR = 3;

  /** Ended from outside, as shells say it of Ctrl-C. */
  static final int INTERRUPTED = 130;

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Normaudit.class.getPackage().getImplementationVersion();
      return new String[] {"normaudit " + (version == null ? "development" : version)};
    }
  }

  private Normaudit() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the command line's words
   */
  public static void main(String[] args) {
    // Charts are drawn without a screen.
    System.setProperty("java.awt.headless", "true");
    // Reports are compared and merged across machines: none depends on the language of one.
    Locale.setDefault(Locale.ROOT);
    System.exit(run(args));
  }

  /** The model of the command line. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Normaudit()).setUsageHelpAutoWidth(true);
    // Where a value is due, '--html --json' is a value that was forgotten, not a file '--json'.
    line.setAllowOptionsAsOptionParameters(false);
    line.setUnmatchedOptionsAllowedAsOptionParameters(false);
    describe(line.getSubcommands().get("help").getCommandSpec().usageMessage());
    return line;
  }

  // The library's command, in the words of the others.
  private static void describe(UsageMessageSpec help) {
    help.header(new String[0]);
    help.description("Shows the help of a command; without a name, the list of commands.");
    help.footer("", "Example:", "  normaudit help audit");
  }

  /** Runs a command; without one, the audit. */
  static int run(String... args) {
    CommandLine line = commandLine().setOut(Terminal.out()).setErr(Terminal.err());
    line.setParameterExceptionHandler(
        (mistake, words) -> {
          mistake.getCommandLine().getErr().println("normaudit: " + UsageMistake.sentence(mistake));
          return BAD_INPUT;
        });
    line.setExecutionExceptionHandler(
        (exception, command, parsed) -> {
          if (exception instanceof IllegalArgumentException) {
            command.getErr().println("normaudit: " + Suggestion.added(exception.getMessage()));
            return BAD_INPUT;
          }
          exception.printStackTrace(command.getErr());
          return INTERNAL_ERROR;
        });
    return line.execute(withDefault(line, args));
  }

  // 'normaudit --cases full' means 'normaudit audit --cases full'.
  private static String[] withDefault(CommandLine line, String[] args) {
    boolean own = args.length > 0 && List.of("-h", "--help", "-V", "--version").contains(args[0]);
    if (own || (args.length > 0 && !args[0].startsWith("-"))) {
      return args;
    }
    String[] more = new String[args.length + 1];
    more[0] = "audit";
    System.arraycopy(args, 0, more, 1, args.length);
    return more;
  }
}
