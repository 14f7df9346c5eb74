package org.normaudit.opencl;

import org.normaudit.reference.Quantity;

/** How far a session has come: what may be asked of it next, and what the buffers hold. */
final class SessionState {
  /** What the buffers hold the results of. */
  private BufferLocation.Pass last = BufferLocation.Pass.NONE;

  private boolean wentForward;
  private boolean hasUpstream;

  /** Nothing was put in, and nothing computed. */
  void restart() {
    forget();
    hasUpstream = false;
  }

  /** Nothing was computed. */
  void forget() {
    last = BufferLocation.Pass.NONE;
    wentForward = false;
  }

  void hasUpstream() {
    hasUpstream = true;
  }

  /** A pass begins, and what the one before made is gone, whether or not this one ends. */
  void begin() {
    last = BufferLocation.Pass.NONE;
  }

  void made(BufferLocation.Pass pass) {
    last = pass;
    wentForward |= pass.includes(BufferLocation.Pass.FORWARD);
  }

  void requireForward() {
    if (!wentForward) {
      throw new IllegalStateException("no forward pass to go back from");
    }
  }

  void requireUpstream() {
    if (!hasUpstream) {
      throw new IllegalStateException("no upstream gradient: put dy first");
    }
  }

  void require(BufferLocation.Pass pass, Quantity quantity) {
    if (!last.includes(pass)) {
      throw new IllegalStateException(
          "no %s: the last pass was %s".formatted(quantity.label(), last));
    }
  }
}
