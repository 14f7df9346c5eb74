package org.normaudit.opencl;

import java.util.Locale;
import org.normaudit.reference.Quantity;

/** The state of a session: which calls are allowed next, and what the buffers hold. */
final class SessionState {
  /** The pass whose results the buffers hold. */
  private BufferLocation.Pass last = BufferLocation.Pass.NONE;

  private boolean wentForward;
  private boolean hasUpstream;

  /** Back to the start: no input was put, and no pass has run. */
  void restart() {
    forget();
    hasUpstream = false;
  }

  /** Back to where no pass has run; inputs stay. */
  void forget() {
    last = BufferLocation.Pass.NONE;
    wentForward = false;
  }

  void hasUpstream() {
    hasUpstream = true;
  }

  /** A pass begins. The results of the pass before are gone, even if this one fails. */
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
          String.format(Locale.ROOT, "no %s: the last pass was %s", quantity.label(), last));
    }
  }
}
