package org.normaudit.verification.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A script by which bash and zsh complete the command line. */
@Command(
    name = "completion",
    description = "Prints a script by which bash and zsh complete this command line.",
    footer = {"", "Example:", "  source <(normaudit completion)"})
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println(AutoComplete.bash("normaudit", spec.root().commandLine()));
    out.flush();
    return 0;
  }
}
