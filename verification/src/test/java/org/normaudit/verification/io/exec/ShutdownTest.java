package org.normaudit.verification.io.exec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit that is interrupted leaves no program behind. */
class ShutdownTest {

  /** Starts a subject that ignores the end of its input, says its process id, and waits. */
  static final class Audit {
    private Audit() {}

    public static void main(String[] args) throws Exception {
      ExecSubject subject = ExecSubject.start(args[0], Duration.ofMinutes(1));
      System.out.println(
          ProcessHandle.current().children().findFirst().orElseThrow().pid()
              + " "
              + subject.supported().name());
      Thread.sleep(600_000);
    }
  }

  @Test
  void subjectsDieWithTheAudit(@TempDir Path folder) throws Exception {
    String path = System.getProperty("java.class.path");
    String command =
        "'%s' -cp '%s' %s ignores-end-of-input '%s'"
            .formatted(
                HostileProgram.java(),
                path,
                HostileProgram.class.getName(),
                folder.resolve("starts"));
    Process audit =
        new ProcessBuilder(
                List.of(HostileProgram.java(), "-cp", path, Audit.class.getName(), command))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = audit.inputReader().readLine();
    ProcessHandle subject = ProcessHandle.of(Long.parseLong(line.split(" ")[0])).orElseThrow();

    audit.destroy(); // As Ctrl-C does: a signal that runs the shutdown hooks.

    assertNotEquals(0, audit.waitFor());
    subject.onExit().get(60, TimeUnit.SECONDS);
    assertFalse(subject.isAlive());
  }
}
