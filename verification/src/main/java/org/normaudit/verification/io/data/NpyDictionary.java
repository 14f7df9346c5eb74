package org.normaudit.verification.io.data;

import java.util.Locale;

/**
 * The dictionary in a {@code .npy} header, read by its own small grammar and not as Python: exactly
 * the keys {@code descr}, {@code fortran_order} and {@code shape}, each once, in any order, with
 * any spacing and an optional comma at the end.
 */
final class NpyDictionary {
  private final String text;
  private final String source;
  private int at;
  private String descr;
  private Boolean fortranOrder;
  private long[] shape;

  NpyDictionary(String text, String source) {
    this.text = text;
    this.source = source;
  }

  String descr() {
    return descr;
  }

  boolean isFortranOrder() {
    return fortranOrder;
  }

  long[] shape() {
    return shape;
  }

  /** Reads the whole text. */
  void parse() {
    expect('{');
    while (peek() != '}') {
      entry();
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    if (peek() != END) {
      throw malformed("nothing after '}'");
    }
    if (descr == null || fortranOrder == null || shape == null) {
      throw new DataException(
          source + " has a header without all of 'descr', 'fortran_order', 'shape': " + quoted());
    }
  }

  private void entry() {
    int start = at;
    String key = string();
    expect(':');
    switch (key) {
      case "descr" -> {
        once(descr, key);
        if (peek() == '[') {
          throw new DataException(
              source + " has a structured dtype: allowed are plain f2, f4 and f8: " + quoted());
        }
        descr = string();
      }
      case "fortran_order" -> {
        once(fortranOrder, key);
        fortranOrder = truth();
      }
      case "shape" -> {
        once(shape, key);
        shape = tuple();
      }
      default -> {
        at = start;
        throw malformed("'descr', 'fortran_order' or 'shape'");
      }
    }
  }

  private void once(Object former, String key) {
    if (former != null) {
      throw new DataException(source + " has '" + key + "' twice in its header: " + quoted());
    }
  }

  private String string() {
    char quote = peek();
    if (quote != '\'' && quote != '"') {
      throw malformed("a string");
    }
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw malformed("a string that ends");
    }
    String content = text.substring(at + 1, end);
    at = end + 1;
    return content;
  }

  private boolean truth() {
    peek();
    for (String word : new String[] {"True", "False"}) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw malformed("True or False");
  }

  private long[] tuple() {
    expect('(');
    long[] read = new long[0];
    boolean comma = true;
    while (peek() != ')') {
      if (!comma) {
        throw malformed("',' or ')'");
      }
      read = java.util.Arrays.copyOf(read, read.length + 1);
      read[read.length - 1] = integer();
      comma = peek() == ',';
      if (comma) {
        at++;
      }
    }
    expect(')');
    if (read.length == 1 && !comma) {
      throw malformed("a tuple such as (3,)");
    }
    return read;
  }

  private long integer() {
    peek();
    int start = at;
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == digits) {
      throw malformed("an integer");
    }
    // Saturates: a number that does not fit a long is too large for a dimension.
    String number = text.substring(start, at);
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      return number.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static final char END = '\0';

  /** The next character that is no white space. */
  private char peek() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : END;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw malformed("'" + wanted + "'");
    }
    at++;
  }

  private DataException malformed(String wanted) {
    return new DataException(
        String.format(
            Locale.ROOT,
            "%s has a malformed header, %s is needed at character %d: %s",
            source,
            wanted,
            at,
            quoted()));
  }

  /** The header for a message: short, and in printable characters. */
  private String quoted() {
    String start = text.strip();
    String cut = start.length() > 120 ? start.substring(0, 120) + "..." : start;
    return cut.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
