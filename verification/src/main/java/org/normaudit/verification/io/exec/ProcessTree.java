package org.normaudit.verification.io.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.normaudit.verification.core.subject.Interruption;

/**
 * A started program and all its descendants.
 *
 * <p>The parent of a process is lost when it ends, so a tree of parents and children does not find
 * a process whose parent is gone. Each program therefore gets an environment variable of its own,
 * which its descendants inherit; where there is a {@code /proc} they are found by it. Elsewhere
 * only those are found whose ancestors still live.
 *
 * <p>Trees that are alive when the JVM shuts down, by Ctrl-C too, are killed by a hook.
 */
final class ProcessTree {
  /** The variable that marks a program and its descendants. */
  static final String MARK = "NORMAUDIT_SUBJECT";

  // A process may start another between being found and being killed; each round finds those.
  private static final int ROUNDS = 20;

  private static final Set<ProcessTree> LIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  Interruption.begin();
                  LIVE.forEach(ProcessTree::kill);
                },
                "normaudit-kill-subjects"));
  }

  private final String mark = UUID.randomUUID().toString();
  private final Process root;

  private ProcessTree(List<String> words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put(MARK, mark);
    root = builder.start();
  }

  /**
   * Starts a program in the current directory.
   *
   * @throws IOException if there is no such program, or it may not be run
   */
  static ProcessTree start(List<String> words) throws IOException {
    ProcessTree tree = new ProcessTree(words);
    LIVE.add(tree);
    return tree;
  }

  Process root() {
    return root;
  }

  /** Kills the program, if it still runs, and its descendants. */
  void kill() {
    for (int round = 0; round < ROUNDS; round++) {
      Set<ProcessHandle> found = descendants();
      if (found.isEmpty() && !root.isAlive()) {
        break;
      }
      // Children first: once the root has ended they are not found as descendants.
      found.forEach(ProcessHandle::destroyForcibly);
      root.destroyForcibly();
      if (!waitForRoot()) {
        break;
      }
    }
    LIVE.remove(this);
  }

  // A process that the kernel holds cannot be killed now; it is not waited for either.
  private boolean waitForRoot() {
    try {
      return root.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Set<ProcessHandle> descendants() {
    try (Stream<ProcessHandle> children = root.descendants();
        Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return Stream.concat(children, all.filter(this::isMarked))
          .filter(handle -> handle.pid() != root.pid() && handle.isAlive())
          .collect(Collectors.toSet());
    }
  }

  private boolean isMarked(ProcessHandle handle) {
    Path environment = Path.of("/proc", Long.toString(handle.pid()), "environ");
    try {
      String text = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
      return text.contains(MARK + "=" + mark);
    } catch (IOException e) {
      return false; // It has ended, belongs to someone else, or there is no /proc.
    }
  }
}
