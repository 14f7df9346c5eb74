package org.normaudit.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.normaudit.verification.cli.Normaudit;
import org.normaudit.verification.examples.Runtimes;

/** What the documentation tells a reader to type works, and what it points at is there. */
class PagesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

  @TempDir Path directory;

  /**
   * The tutorial as a newcomer follows it: its files saved, its commands typed, in an empty folder.
   */
  @Test
  void theTutorialFindsTheMistakeAndItsMending() throws IOException, InterruptedException {
    Optional<String> python = Runtimes.python("numpy");
    assumeTrue(python.isPresent(), "no python3 with numpy on this machine");
    Page page = Page.read(Path.of("docs", "tutorial.md"));
    StringBuilder script =
        new StringBuilder("set -e\nnormaudit() { %s \"$@\"; }\n".formatted(java()));
    script.append("python3() { %s \"$@\"; }\n".formatted(python.get()));
    for (Page.Block block : page.blocks()) {
      if (!block.file().isEmpty()) {
        Files.writeString(directory.resolve(block.file()), block.text());
      } else if (block.isRun()) {
        script.append(block.text().replace("exec:python3 ", "exec:" + python.get() + " "));
      }
    }
    Process process =
        new ProcessBuilder("bash", "-c", script.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
    assertEquals(2, output.split("exit code 1", -1).length - 1, output);
    assertTrue(output.contains(" 0 findings"), output);
    assertTrue(Files.size(directory.resolve("report.html")) > 0);
  }

  private static String java() {
    return "'%s' -cp '%s' %s"
        .formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            System.getProperty("java.class.path"),
            Normaudit.class.getName());
  }

  @Test
  void everyLinkWithinTheProjectLeadsSomewhere() throws IOException {
    for (Page page : Page.all()) {
      Matcher links = LINK.matcher(Files.readString(page.path()));
      while (links.find()) {
        String target = links.group(1);
        if (target.contains("://")) {
          continue;
        }
        String[] parts = target.split("#", 2);
        Path file =
            parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
        assertTrue(Files.exists(file), () -> page + " points to " + target);
        if (parts.length == 2) {
          assertTrue(anchors(file).contains(parts[1]), () -> page + " points to " + target);
        }
      }
    }
  }

  private static List<String> anchors(Path file) throws IOException {
    return HEADING
        .matcher(Files.readString(file))
        .results()
        .map(h -> h.group(1).toLowerCase().replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void noPageIsEmpty() throws IOException {
    for (Page page : Page.all()) {
      assertFalse(Files.readString(page.path()).isBlank(), page.toString());
    }
  }
}
