package org.normaudit.reference.layer;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A setting of a step by its name. One row of a layer's settings brings it into case lines, the
 * adapter protocol, digests and schemas.
 *
 * @param key the name in the adapter protocol and in files
 * @param word the name in case lines
 * @param usual the value of a step that does not give another
 * @param parse a value from its text; throws an IllegalArgumentException with one sentence
 * @param text the text of a value
 * @param allowed which values are allowed; false for NaN
 * @param demand the allowed values in words, such as {@code must be at least 0}
 * @param <V> the values
 */
public record Setting<V>(
    String key,
    String word,
    V usual,
    Function<String, V> parse,
    Function<V, String> text,
    Predicate<V> allowed,
    String demand) {

  /** A real number, written as a whole one where it is. */
  public static Setting<Double> real(
      String key, String word, double usual, Predicate<Double> allowed, String demand) {
    return new Setting<>(
        key, word, usual, text -> parseReal(word, text), Setting::number, allowed, demand);
  }

  /** A whole number between two bounds, both included. */
  public static Setting<Integer> whole(String key, String word, int usual, int low, int high) {
    return new Setting<>(
        key,
        word,
        usual,
        text -> parseWhole(word, text, low, high),
        value -> Integer.toString(value),
        value -> value >= low && value <= high,
        wholeNumber(low, high));
  }

  /** A 64-bit whole number. */
  public static Setting<Long> number(String key, String word, long usual) {
    return new Setting<>(
        key,
        word,
        usual,
        text -> parseLong(word, text),
        value -> Long.toString(value),
        value -> true,
        "is a 64-bit whole number");
  }

  /** Yes or no. */
  public static Setting<Boolean> flag(String key, String word, boolean usual) {
    return new Setting<>(
        key,
        word,
        usual,
        text -> parseFlag(word, text),
        value -> value ? "yes" : "no",
        value -> true,
        "must be yes or no");
  }

  /** One of some constants, by its name in lower case. */
  public static <E extends Enum<E>> Setting<E> choice(
      String key, String word, E usual, E[] choices) {
    return new Setting<>(
        key,
        word,
        usual,
        text -> parseChoice(word, text, choices),
        Setting::lower,
        value -> true,
        "must be one of " + names(choices));
  }

  /**
   * Checks a value.
   *
   * @throws IllegalArgumentException if it is not allowed; the message quotes it
   */
  public V require(V value) {
    if (!allowed.test(value)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s %s: %s", key, demand, value));
    }
    return value;
  }

  /** A number as case lines write it: without a fraction where it has none. */
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static double parseReal(String word, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s=%s is not a number", word, text), e);
    }
  }

  // Put together, not formatted: some locales have digits of their own.
  private static String wholeNumber(int low, int high) {
    return "must be a whole number in [" + low + ", " + high + "]";
  }

  private static int parseWhole(String word, String text, int low, int high) {
    double value = parseReal(word, text);
    if (!(value == Math.rint(value) && value >= low && value <= high)) {
      throw new IllegalArgumentException(word + "=" + text + " " + wholeNumber(low, high));
    }
    return (int) value;
  }

  private static long parseLong(String word, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s=%s is not a 64-bit whole number", word, text), e);
    }
  }

  private static boolean parseFlag(String word, String text) {
    return switch (text) {
      case "yes" -> true;
      case "no" -> false;
      default ->
          throw new IllegalArgumentException(
              String.format(Locale.ROOT, "%s=%s must be yes or no", word, text));
    };
  }

  private static <E extends Enum<E>> E parseChoice(String word, String text, E[] choices) {
    return Arrays.stream(choices)
        .filter(choice -> lower(choice).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT, "unknown %s '%s': one of %s", word, text, names(choices))));
  }

  private static <E extends Enum<E>> String names(E[] choices) {
    return Arrays.stream(choices).map(Setting::lower).collect(Collectors.joining(", "));
  }

  private static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /** The key's: settings are keys of every step. */
  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key;
  }
}
