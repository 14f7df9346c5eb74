package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.verification.core.subject.Suggestion;
import picocli.CommandLine;

/** The command line explains itself. */
@Isolated("it reads what is printed")
final class ReferencePageTest {
  @Test
  void theReferencePageIsCurrent() throws IOException {
    assertEquals(
        ReferenceCommand.page(Normaudit.commandLine()),
        Files.readString(Path.of("docs", "commands.md")),
        "normaudit reference > verification/docs/commands.md writes it");
  }

  static Stream<CommandLine> commands() {
    return Normaudit.commandLine().getSubcommands().values().stream()
        .flatMap(
            c ->
                c.getSubcommands().isEmpty() ? Stream.of(c) : c.getSubcommands().values().stream());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsAnExampleThatItTakes(CommandLine command) {
    String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    assertTrue(help.contains("Example"), help);
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      if (line.startsWith("  normaudit ")) {
        Words.requireKnown(line.strip());
      }
    }
  }

  @Test
  void theCompletionScriptKnowsEveryCommand() {
    Printed run = Printed.by("completion");
    assertEquals(0, run.code());
    for (String name : Normaudit.commandLine().getSubcommands().keySet()) {
      assertTrue(run.out().contains(name), name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--subject, refrence, reference",
    "--subject, openlc:0, opencl",
    "--check, dgama, dgamma",
    "--layer, batchnrom, batchnorm",
    "--dtype, ff32, f32",
  })
  void aMistypedNameIsAnsweredWithTheNearest(String option, String word, String meant) {
    Printed run = Printed.by("audit", option, word);
    assertEquals(2, run.code());
    assertTrue(run.err().contains("did you mean '" + meant + "'?"), run.err());
  }

  @Test
  void aMistypedCommandOrOptionIsAnsweredWithTheNearest() {
    assertTrue(Printed.by("devics").err().contains("devices"));
    assertTrue(Printed.by("audit", "--htlm", "x").err().contains("--html"));
  }

  @Test
  void whatIsNearNothingGetsNoSuggestion() {
    assertEquals(
        "unknown check 'zzz': one of y, dx", Suggestion.added("unknown check 'zzz': one of y, dx"));
    assertEquals(3, Suggestion.distance("kitten", "sitting"));
  }
}
