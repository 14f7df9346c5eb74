package org.normaudit.verification.cli;

import java.util.concurrent.CancellationException;
import org.normaudit.verification.core.subject.Interruption;

/**
 * What is to be done if the process is ended, by Ctrl-C or otherwise, while this is open. The
 * process does not end before it is done.
 */
final class Ending implements AutoCloseable {
  private final Thread hook;

  /** What is to be done at the end. */
  @FunctionalInterface
  interface Last {
    void run() throws Exception;
  }

  Ending(Last last) {
    hook =
        new Thread(
            () -> {
              Interruption.begin();
              try {
                last.run();
              } catch (Exception e) {
                Terminal.err().println("normaudit: interrupted, and no report was written: " + e);
              }
            },
            "normaudit-report");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * The work came to its own end.
   *
   * @throws CancellationException if the process is being ended: what is last is done elsewhere
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      throw new CancellationException();
    }
  }
}
