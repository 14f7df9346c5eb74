package org.normaudit.benchmarks.peers;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/** Native objects that are freed together, the last one first. */
final class NativeScope implements AutoCloseable {
  private final Deque<Pointer> pointers = new ArrayDeque<>();

  /** Keeps {@code pointer} until this is closed. */
  <P extends Pointer> P hold(P pointer) {
    pointers.push(pointer);
    return pointer;
  }

  @Override
  public void close() {
    while (!pointers.isEmpty()) {
      pointers.pop().deallocate();
    }
  }
}
