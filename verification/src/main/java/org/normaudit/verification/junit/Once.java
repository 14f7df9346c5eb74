package org.normaudit.verification.junit;

import java.util.function.Supplier;

/**
 * A value that is made when it is asked for first.
 *
 * @param <T> the value
 */
final class Once<T> implements Supplier<T> {
  private Supplier<T> maker;
  private T value;

  Once(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    if (maker != null) {
      value = maker.get();
      maker = null;
    }
    return value;
  }
}
