package org.normaudit.reference;

import java.util.List;
import java.util.Objects;

/**
 * One choice that implementations of a layer make differently, with the words for each way to make
 * it. The coordinates are listed in {@link Coordinates}.
 *
 * @param <E> the ways; a constant without words here can be held by a convention, but is no choice
 */
public final class Coordinate<E extends Enum<E>> {

  /**
   * One way to choose.
   *
   * @param value the constant that stands for it
   * @param text the way in words
   * @param <E> the ways
   */
  record Choice<E extends Enum<E>>(E value, String text) {}

  private final int index;
  private final String label;
  private final Class<E> type;
  private final List<E> choices;
  private final List<String> texts;

  /**
   * A coordinate.
   *
   * @param index its place among all coordinates
   * @param choices the ways in the order of the lattice, the usual one first; not empty
   */
  Coordinate(int index, String label, List<Choice<E>> choices) {
    this.index = index;
    this.label = label;
    this.choices = choices.stream().map(Choice::value).toList();
    this.texts = choices.stream().map(Choice::text).toList();
    this.type = usual().getDeclaringClass();
  }

  /** The place among {@linkplain Coordinates#all() all coordinates}. */
  int index() {
    return index;
  }

  /** The name in messages. */
  public String label() {
    return label;
  }

  /** The choices in the order of the lattice, the usual one first. */
  public List<E> choices() {
    return choices;
  }

  /** The choice of the papers, but for what {@link Convention#paper} says of a layer. */
  public E usual() {
    return choices.get(0);
  }

  /**
   * The constant that {@code choice} is.
   *
   * @throws ClassCastException for a constant of another coordinate
   */
  E cast(Enum<?> choice) {
    return type.cast(Objects.requireNonNull(choice, label));
  }

  /** The choice that {@code convention} makes, in words. */
  public String text(Convention convention) {
    int at = choices.indexOf(convention.get(this));
    // A convention that reads no momentum at all is no point of the lattice, but it can be written.
    return at < 0 ? label + ": none" : texts.get(at);
  }

  /** Whether both conventions choose alike. */
  public boolean same(Convention a, Convention b) {
    return a.get(this) == b.get(this);
  }

  /** {@code convention} with every choice of this coordinate, its own included. */
  public List<Convention> alternatives(Convention convention) {
    return choices.stream().map(choice -> convention.with(this, choice)).toList();
  }

  /** {@code convention} with the choice of {@code other}; unchanged where that is no choice. */
  public Convention take(Convention convention, Convention other) {
    E choice = other.get(this);
    return choices.contains(choice) ? convention.with(this, choice) : convention;
  }

  /** The label. */
  @Override
  public String toString() {
    return label;
  }
}
