package org.normaudit.verification.io.exec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.normaudit.verification.core.subject.SanitizedText;

/** The last bytes of a stream, however long it is. */
final class TailBuffer {
  private static final int CAPACITY = 8192;
  private static final int LINES = 5;

  private final byte[] ring = new byte[CAPACITY];
  private long written;

  synchronized void add(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      ring[(int) (written++ % CAPACITY)] = bytes[i];
    }
  }

  /** The last lines that are not blank, fit for a report; empty if there are none. */
  synchronized String lastLines() {
    int length = (int) Math.min(written, CAPACITY);
    byte[] ordered = new byte[length];
    for (int i = 0; i < length; i++) {
      ordered[i] = ring[(int) ((written - length + i) % CAPACITY)];
    }
    List<String> lines =
        Arrays.stream(new String(ordered, StandardCharsets.UTF_8).split("\\R"))
            .filter(line -> !line.isBlank())
            .map(SanitizedText::clean)
            .toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - LINES))
        .collect(Collectors.joining(" | "));
  }
}
