package org.normaudit.verification.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** Whether people look on, and what they can see. */
final class Terminal {
  // Of 80 columns, the last starts a new line on some.
  private static final int WIDTH = 79;

  private Terminal() {}

  /** Whether output may be coloured: a terminal that is not dumb, and no {@code NO_COLOR}. */
  static boolean hasColours() {
    return isTerminal(1) && Ansi.AUTO.enabled() && !"dumb".equals(System.getenv("TERM"));
  }

  /** Whether progress may be shown on standard error. */
  static boolean hasProgress() {
    return isTerminal(2) && !"dumb".equals(System.getenv("TERM"));
  }

  /** A bar of progress on standard error, as wide as any terminal is. */
  static ProgressBarBuilder progress(String task, long work) {
    // The library's own way to a terminal takes Ctrl-C from the JVM, which then ends without its
    // shutdown hooks: without reports.
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(work)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH));
  }

  /** Standard output, in the signs that it has. */
  static PrintWriter out() {
    return EncodableWriter.to(System.out, charset("stdout"));
  }

  /** Standard error, in the signs that it has. */
  static PrintWriter err() {
    return EncodableWriter.to(System.err, charset("stderr"));
  }

  // JDK 17 sets the second for a terminal alone, and has no question for what a stream encodes in.
  private static Charset charset(String stream) {
    return Stream.of(stream + ".encoding", "sun." + stream + ".encoding", "native.encoding")
        .map(System::getProperty)
        .filter(Terminal::isCharset)
        .findFirst()
        .map(Charset::forName)
        .orElse(Charset.defaultCharset());
  }

  private static boolean isCharset(String name) {
    try {
      return name != null && Charset.isSupported(name);
    } catch (IllegalCharsetNameException e) {
      return false;
    }
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
