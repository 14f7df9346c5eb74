package org.normaudit.verification.core.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a list, dealt out like cards: part i of n holds the elements i − 1, i − 1
 * + n, i − 1 + 2n, … counted from 0. The parts are disjoint, together they are the whole, and cheap
 * and dear elements, which stand together in a catalogue, are spread evenly.
 *
 * @param index from 1 to {@code count}
 * @param count at least 1
 */
public record Shard(int index, int count) {
  /** All of it. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /** Rejects an index that is no part. */
  public Shard {
    if (!(1 <= index && index <= count)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a shard is I/N with 1 <= I <= N: '%d/%d'", index, count));
    }
  }

  /**
   * The part that {@code I/N} names.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static Shard of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a shard is I/N, such as 2/3: '%s'", text));
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Whether this is all of it. */
  public boolean isWhole() {
    return count == 1;
  }

  /** This part of a list, in the list's order. */
  public <T> List<T> part(List<T> whole) {
    List<T> part = new ArrayList<>();
    for (int i = index - 1; i < whole.size(); i += count) {
      part.add(whole.get(i));
    }
    return part;
  }

  /**
   * The whole of which {@code parts} are the parts 1, 2, …, n.
   *
   * @throws IllegalArgumentException if their lengths are not those of such parts
   */
  public static <T> List<T> whole(List<List<T>> parts) {
    List<T> whole = new ArrayList<>();
    int total = parts.stream().mapToInt(List::size).sum();
    for (int i = 0; i < total; i++) {
      List<T> part = parts.get(i % parts.size());
      int row = i / parts.size();
      if (row >= part.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "part %d of %d has %d elements of %d: it is not whole",
                i % parts.size() + 1,
                parts.size(),
                part.size(),
                total));
      }
      whole.add(part.get(row));
    }
    return whole;
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
