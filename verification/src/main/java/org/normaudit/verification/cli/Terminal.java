package org.normaudit.verification.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** Whether people look on. */
final class Terminal {
  private Terminal() {}

  /** Whether output may be coloured: a terminal that is not dumb, and no {@code NO_COLOR}. */
  static boolean hasColours() {
    return isTerminal(1) && Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM"));
  }

  /** Whether progress may be shown on standard error. */
  static boolean hasProgress() {
    return isTerminal(2) && !"dumb".equals(System.getenv("TERM"));
  }

  // System.console() is asked about input and output together, and from JDK 22 on is never null.
  // Where the system shows what a descriptor is, it is asked for that one.
  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    if (!Files.isSymbolicLink(link)) {
      return Ansi.AUTO.enabled();
    }
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }
}
