package org.normaudit.verification.io.exec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program that answers in lines. The memory held for it is bounded by the longest line
 * that is waited for, one line that waits to be taken, and the tail of its standard error.
 */
final class Program implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ProcessTree tree;
  private final Process process;
  private final TailBuffer errors = new TailBuffer();
  private final BlockingQueue<ReadOutcome> outcomes = new ArrayBlockingQueue<>(1);
  private final BlockingQueue<byte[]> toSay = new ArrayBlockingQueue<>(1);
  private final List<Thread> threads;
  private volatile int longestLine;

  private Program(ProcessTree tree) {
    this.tree = tree;
    process = tree.root();
    // Each stream has a thread of its own: a program that neither reads nor writes blocks its
    // thread, never the audit.
    threads =
        List.of(
            thread("stdin", this::say),
            thread("stdout", this::listen),
            thread("stderr", this::drain));
    threads.forEach(Thread::start);
  }

  /**
   * Starts a program.
   *
   * @throws IOException if there is no such program, or it may not be run
   */
  static Program start(List<String> words) throws IOException {
    return new Program(ProcessTree.start(words));
  }

  /**
   * Sends a line, and accepts lines of up to {@code longest} bytes from then on.
   *
   * @param line with its end
   * @return false if the program has not read the line before
   */
  boolean say(byte[] line, int longest) {
    longestLine = longest;
    return toSay.offer(line);
  }

  /** Waits for the next line until {@code deadline} of System.nanoTime(). */
  ReadOutcome hear(long deadline) throws InterruptedException {
    long endedAt = 0;
    while (true) {
      long now = System.nanoTime();
      long slice = Math.max(0, Math.min(SLICE_NANOS, deadline - now));
      ReadOutcome next = outcomes.poll(slice, TimeUnit.NANOSECONDS);
      if (next != null) {
        return next;
      }
      if (!process.isAlive()) {
        // Its children may hold the pipe open, so the end of the stream may never come.
        endedAt = endedAt == 0 ? now : endedAt;
        if (now - endedAt > GRACE.toNanos()) {
          return new ReadOutcome.Ended();
        }
      } else if (slice == 0) {
        return new ReadOutcome.Silence();
      }
    }
  }

  /** The last lines of its standard error; empty if there are none. */
  String lastWords() {
    // What a program writes as it dies arrives after the end of its output.
    if (!process.isAlive()) {
      joinFor(threads.get(2));
    }
    return errors.lastLines();
  }

  private void say() {
    try (OutputStream out = process.getOutputStream()) {
      while (true) {
        out.write(toSay.take());
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      // The program has closed its input, or is being closed: its output tells which.
    }
  }

  private void listen() {
    byte[] chunk = new byte[1 << 16];
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = process.getInputStream()) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        for (int start = 0; start < count; ) {
          int end = endOfLine(chunk, start, count);
          line.write(chunk, start, Math.min(end, count) - start);
          if (line.size() > longestLine) {
            outcomes.put(new ReadOutcome.TooLong(longestLine));
            return;
          }
          if (end < count) {
            outcomes.put(new ReadOutcome.Line(line.toByteArray()));
            line = new ByteArrayOutputStream();
          }
          start = end + 1;
        }
      }
    } catch (IOException e) {
      // As the end of the stream.
    } catch (InterruptedException e) {
      return; // The program is being closed.
    }
    try {
      outcomes.put(new ReadOutcome.Ended());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int endOfLine(byte[] chunk, int start, int count) {
    int end = start;
    while (end < count && chunk[end] != '\n') {
      end++;
    }
    return end;
  }

  private void drain() {
    byte[] chunk = new byte[8192];
    try (InputStream in = process.getErrorStream()) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        errors.add(chunk, count);
      }
    } catch (IOException e) {
      // As the end of the stream.
    }
  }

  /** How it came to {@link ReadOutcome.Ended}. */
  String howItEnded() {
    try {
      return process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
          ? "it ended with exit code " + process.exitValue()
          : "it closed its output";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "it closed its output";
    }
  }

  /** Closes its input; it can be told nothing more. */
  void endInput() {
    threads.get(0).interrupt();
  }

  /** Lets the program end by itself at the end of its input, but not for long. */
  void end() {
    endInput();
    try {
      process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /** Kills the program and its descendants. */
  @Override
  public void close() {
    tree.kill();
    threads.forEach(Thread::interrupt);
    threads.forEach(Program::joinFor);
  }

  private static void joinFor(Thread thread) {
    try {
      thread.join(GRACE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(String stream, Runnable work) {
    Thread thread = new Thread(work, "normaudit-subject-" + stream);
    thread.setDaemon(true);
    return thread;
  }
}
