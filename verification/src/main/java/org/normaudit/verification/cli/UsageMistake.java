package org.normaudit.verification.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.normaudit.verification.core.subject.SanitizedText;
import org.normaudit.verification.core.subject.Suggestion;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one sentence that quotes it and says what is allowed. */
final class UsageMistake {
  // Picocli tells in its message alone which option got another one for a value.
  private static final Pattern OPTION_FOR_VALUE =
      Pattern.compile(".*Expected parameter for option '([^']*)' but found '(.*)'", Pattern.DOTALL);
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

  private final ParameterException mistake;
  private final CommandLine line;
  private final CommandSpec command;

  private UsageMistake(ParameterException mistake) {
    this.mistake = mistake;
    line = mistake.getCommandLine();
    command = line.getCommandSpec();
  }

  /** The sentence, and where there is more to read. */
  static String sentence(ParameterException mistake) {
    UsageMistake usage = new UsageMistake(mistake);
    String sentence = usage.sentence();
    return String.format(
        Locale.ROOT,
        "%s%s see '%s --help'",
        sentence,
        sentence.endsWith("?") ? "" : ";",
        usage.name());
  }

  private String sentence() {
    Matcher option = OPTION_FOR_VALUE.matcher(mistake.getMessage());
    if (option.matches()) {
      return needsValue(command.findOption(option.group(1)))
          + ", and got the option "
          + quoted(option.group(2));
    }
    if (mistake instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unknown(unmatched.getUnmatched().get(0));
    }
    if (mistake instanceof MissingParameterException missing) {
      return missing(missing.getMissing().get(0));
    }
    if (mistake instanceof OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec again) {
      return again.longestName() + " may be given once, and is given twice";
    }
    if (mistake.getArgSpec() != null && mistake.getValue() != null) {
      return wrongType(mistake.getArgSpec(), mistake.getValue());
    }
    if (!line.getSubcommands().isEmpty()) {
      return mistake.getValue() == null
          ? String.format(
              Locale.ROOT, "'%s' needs a command: one of %s", name(), String.join(", ", commands()))
          : unknown(mistake.getValue());
    }
    return SanitizedText.clean(mistake.getMessage());
  }

  private String unknown(String word) {
    if (word.startsWith("-")) {
      String name = word.replaceFirst("=.*", "");
      return String.format(Locale.ROOT, "unknown option %s of '%s'", quoted(name), name())
          + Suggestion.of(name, options());
    }
    if (!line.getSubcommands().isEmpty()) {
      return String.format(
              Locale.ROOT,
              "unknown command %s: one of %s",
              quoted(word),
              String.join(", ", commands()))
          + Suggestion.of(word, commands());
    }
    return String.format(Locale.ROOT, "%s is a word too many for '%s'", quoted(word), name())
        + Suggestion.of("--" + word, options());
  }

  private String missing(ArgSpec spec) {
    if (spec instanceof OptionSpec option) {
      return needsValue(option);
    }
    String description = String.join(" ", spec.description()).replaceFirst("\\.$", "");
    return String.format(
        Locale.ROOT,
        "'%s' needs %s: %s",
        name(),
        spec.paramLabel(),
        description.substring(0, 1).toLowerCase(Locale.ROOT) + description.substring(1));
  }

  private static String needsValue(OptionSpec option) {
    String kind = kind(option);
    return String.format(
        Locale.ROOT,
        "%s needs a value, %s%s",
        option.longestName(),
        option.paramLabel(),
        kind.isEmpty() ? "" : " (" + kind + ")");
  }

  private static String wrongType(ArgSpec spec, String value) {
    String name = spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
    if (spec.arity().max() == 0) {
      return String.format(Locale.ROOT, "%s takes no value: %s", name, quoted(value));
    }
    String kind = kind(spec);
    boolean range = WHOLE.matcher(value).matches();
    return String.format(
        Locale.ROOT,
        "%s must be %s%s: %s",
        name,
        kind.isEmpty() ? spec.paramLabel() : kind,
        range ? range(spec) : "",
        quoted(value));
  }

  private static String kind(ArgSpec spec) {
    Class<?> type = spec.type();
    if (type == long.class || type == int.class) {
      return "a whole number";
    }
    if (type == double.class) {
      return "a number";
    }
    return type == Path.class ? "a file" : "";
  }

  private static String range(ArgSpec spec) {
    boolean isLong = spec.type() == long.class;
    return String.format(
        Locale.ROOT,
        " from %d to %d",
        isLong ? Long.MIN_VALUE : Integer.MIN_VALUE,
        isLong ? Long.MAX_VALUE : Integer.MAX_VALUE);
  }

  private String name() {
    return command.qualifiedName();
  }

  // A letter is near every other: only names are offered.
  private List<String> options() {
    return command.optionsMap().keySet().stream().filter(name -> name.startsWith("--")).toList();
  }

  private List<String> commands() {
    return List.copyOf(line.getSubcommands().keySet());
  }

  private static String quoted(String word) {
    return "'" + SanitizedText.clean(word) + "'";
  }
}
