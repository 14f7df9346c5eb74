package org.normaudit.opencl;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** Admits one thread at a time. Another thread gets an exception; a lock would make it wait. */
final class ExclusiveAccess implements AutoCloseable {
  private final AtomicReference<Thread> holder = new AtomicReference<>();

  /**
   * Takes the access, for a try-with-resources statement.
   *
   * @throws IllegalStateException if another thread has it
   */
  ExclusiveAccess take() {
    if (!holder.compareAndSet(null, Thread.currentThread())) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the session is in use by %s: a session is for one thread at a time",
              holder.get()));
    }
    return this;
  }

  @Override
  public void close() {
    holder.set(null);
  }
}
