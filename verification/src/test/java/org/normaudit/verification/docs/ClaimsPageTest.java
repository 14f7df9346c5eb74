package org.normaudit.verification.docs;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that bounds.md names for a claim is there, and is a test. */
class ClaimsPageTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final List<Path> TESTS =
      List.of(Path.of("src", "test", "java"), Path.of("..", "reference", "src", "test", "java"));

  @Test
  void everyClaimsTestIsThere() throws IOException {
    Matcher named = NAMED.matcher(Files.readString(Path.of("docs", "bounds.md")));
    int count = 0;
    while (named.find()) {
      count++;
      String source = Files.readString(source(named.group(1)));
      Pattern test =
          Pattern.compile(
              "@(Test|Example|Property|ParameterizedTest)\\b[^;{}]*?(@\\w+\\([^;]*?\\)\\s+)*void "
                  + named.group(2)
                  + "\\(");
      assertTrue(test.matcher(source).find(), () -> "no test " + named.group());
    }
    assertTrue(count > 20, "the claims are not where they were");
  }

  private static Path source(String name) throws IOException {
    for (Path root : TESTS) {
      try (Stream<Path> files = Files.walk(root)) {
        List<Path> found = files.filter(f -> f.endsWith(name + ".java")).toList();
        if (!found.isEmpty()) {
          return found.get(0);
        }
      }
    }
    return fail("no class " + name);
  }
}
