package org.normaudit.verification.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A digest of labelled texts and numbers: SHA-256 over the labels, the lengths and the raw bits of
 * the numbers, every NaN as one. The order counts.
 *
 * <p>With {@code -Dnormaudit.golden.dump=DIR} the texts and numbers are also written to a file in
 * DIR, after what is there already, so that two runs can be compared.
 */
final class Imprint {
  private static final int DIGITS = 16;
  private static final String DUMP = System.getProperty("normaudit.golden.dump");

  private final MessageDigest digest;
  private final String page; // Null where nothing is dumped.
  private final StringBuilder dump = new StringBuilder();

  /**
   * @param page the file of the dump, without its ending; a slash makes a folder
   * @param key what the digest is of, the head of its part of the file
   */
  Imprint(String page, String key) {
    this.page = page;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
    line("== " + key);
  }

  /** One that is never dumped. */
  static Imprint silent() {
    return new Imprint(null, "");
  }

  private boolean isDumped() {
    return DUMP != null && page != null;
  }

  private void line(String text) {
    if (isDumped()) {
      dump.append(text).append('\n');
    }
  }

  /** Adds a text. */
  Imprint text(String label, String text) {
    string(label);
    string(text);
    line(label + ": " + text);
    return this;
  }

  /** Adds bytes. */
  Imprint bytes(String label, byte[] bytes) {
    string(label);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
    line(label + ": " + (isDumped() ? HexFormat.of().formatHex(bytes) : ""));
    return this;
  }

  /** Adds numbers. */
  Imprint numbers(String label, double... values) {
    string(label);
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + Double.BYTES * values.length);
    buffer.putInt(values.length);
    StringJoiner text = new StringJoiner(" ", label + ": ", "");
    for (double value : values) {
      buffer.putLong(Double.doubleToLongBits(value));
      if (isDumped()) {
        text.add(Double.toString(value));
      }
    }
    digest.update(buffer.array());
    line(isDumped() ? text.toString() : "");
    return this;
  }

  /** Adds arrays in the order of their labels. */
  Imprint arrays(Map<String, double[]> arrays) {
    new TreeMap<>(arrays).forEach(this::numbers);
    return this;
  }

  private void string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  /** The first 16 hexadecimal digits; ends the imprint. */
  String hex() {
    return hex(DIGITS);
  }

  /** The first digits; ends the imprint. */
  String hex(int digits) {
    String hex = HexFormat.of().formatHex(digest.digest()).substring(0, digits);
    if (isDumped()) {
      append(Path.of(DUMP, page + ".txt"), dump.toString());
    }
    return hex;
  }

  private static synchronized void append(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
