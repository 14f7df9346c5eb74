package org.normaudit.verification.io.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.normaudit.verification.core.subject.SanitizedText;

/** Why a line is not JSON, in the words of the protocol's page and not of the parser. */
final class JsonMistake {
  private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'");
  private static final Pattern BARE = Pattern.compile("[\\[,:]\\s*[-+]?(NaN|Inf(inity)?)\\b");

  private JsonMistake() {}

  static String sentence(JsonProcessingException mistake, byte[] line) {
    String text = new String(line, StandardCharsets.UTF_8).strip();
    Matcher twice = TWICE.matcher(String.valueOf(mistake.getOriginalMessage()));
    if (twice.matches()) {
      return "the key \"" + SanitizedText.clean(twice.group(1)) + "\" is there twice";
    }
    if (mistake instanceof StreamConstraintsException) {
      return "it is nested deeper than any answer";
    }
    if (mistake instanceof MismatchedInputException) {
      return "something follows the JSON object, and one object a line is expected";
    }
    if (!text.startsWith("{")) {
      return "one JSON object is expected, and messages for people go to standard error";
    }
    if (BARE.matcher(text).find()) {
      return "JSON has no NaN and no Infinity: write the texts \"NaN\", \"Infinity\", \"-Infinity\"";
    }
    if (mistake instanceof JsonEOFException) {
      return "it ends in the middle of an object";
    }
    if (text.startsWith("{'")) {
      return "JSON has its names and texts in double quotes";
    }
    return String.format(
        Locale.ROOT,
        "a JSON object is expected, and byte %d is no part of one",
        mistake.getLocation().getColumnNr());
  }
}
