package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * 1,000 rounds, or more, of opening and closing a session leak nothing. They run in a process of
 * their own with a heap of fixed size, which what grows besides can be told from.
 */
class LeakTest {
  private static final int ROUNDS = 1000;

  /**
   * Rounds on Java threads, where a session holds so little that what the compiler takes once would
   * hide what a thousand rounds leave.
   */
  private static final int ROUNDS_ON_THREADS = 5 * ROUNDS;

  @Test
  void openClSessionsAreReleased() throws IOException, InterruptedException {
    TestDevices.openCl();
    assertReleased("0", ROUNDS);
  }

  @Test
  void sessionsOnJavaThreadsAreReleased() throws IOException, InterruptedException {
    assertReleased(Devices.JTP, ROUNDS_ON_THREADS);
  }

  private static void assertReleased(String device, int rounds)
      throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "only Linux tells a process's memory");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(OpenAndClose.class.getName());
    command.addAll(List.of(device, Integer.toString(rounds)));
    ProcessBuilder builder = new ProcessBuilder(command);
    // One arena of malloc: memory that was freed is used again, whichever thread freed it.
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, process.waitFor(), output);
    String[] numbers = output.split(" ");
    long held = Long.parseLong(numbers[0]);
    long grown = Long.parseLong(numbers[1]);
    // Were a tenth of a session left over from each round, half of the rounds would show this.
    long allowed = Math.max(1, held) * rounds / 2 / 10;
    assertTrue(
        grown < allowed,
        () -> "grew by %d kB, allowed %d; a session has %d".formatted(grown, allowed, held));
    long threads = Long.parseLong(numbers[2]);
    assertTrue(threads < rounds / 10, () -> "%d threads are left".formatted(threads));
  }
}
