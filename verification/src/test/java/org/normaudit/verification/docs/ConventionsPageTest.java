package org.normaudit.verification.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.verification.core.convention.ConventionPreset;

/**
 * The page on conventions says what the code has. Written by {@code mvn test -pl verification -am
 * -Dtest=ConventionsPageTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ConventionsPageTest {
  private static final Path PAGE = Path.of("docs", "conventions.md");

  @Test
  void thePageHasEveryCoordinateAndEveryPreset() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("normaudit.golden"))) {
      Files.writeString(PAGE, page);
    }
    assertEquals(Files.readString(PAGE), page);
  }

  private static String page() {
    return """
        # Conventions

        Two layers can both be right and still give different numbers: they mean different things by
        momentum, keep different statistics, put ε in different places. The audit does not count such a
        difference as an error. It sends a few steps on which the conventions differ by far more than
        rounding, finds the one that explains the answers, and audits under it: `CONFORMS_UNDER`, with
        every coordinate named. Where several explain them alike it says so, and what would decide.
        `normaudit audit --convention NAME` demands one instead: in layers for which the name has none, the
        paper's.

        A mistake can be a combination of choices, too, and every value agrees with it. So a convention that is
        found must be in use: a preset's, with ε inside or outside the root. Any other is `UNUSUAL_CONVENTION`, a
        finding, with each departure, the presets that make the same choice, and the known mistakes that make
        it. `--allow-unusual` says that it is meant.

        This page is generated from the code and held to it by a test.

        ## The coordinates

        The first choice of each is that of the papers.

        """
        + coordinates(Layers.of("batchrenorm"))
        + """

        The order of r and d, the lower bound of r, their divisor and their place concern batch
        renormalization alone.

        ## The presets

        A preset says only where it departs from the paper.
        """
        + Layers.all().stream().map(ConventionsPageTest::presets).collect(Collectors.joining());
  }

  private static String coordinates(Layer layer) {
    Convention paper = layer.paper();
    StringBuilder table = new StringBuilder("| coordinate | choices |\n|---|---|\n");
    for (Coordinate<?> coordinate : layer.coordinates()) {
      String first = coordinate.text(paper);
      List<String> others =
          coordinate.alternatives(paper).stream()
              .map(coordinate::text)
              .distinct()
              .filter(text -> !text.equals(first))
              .toList();
      table.append("| %s | %s".formatted(coordinate.label(), first));
      others.forEach(text -> table.append("; ").append(text));
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String presets(Layer layer) {
    Convention paper = layer.paper();
    StringBuilder table = new StringBuilder("\n### %s\n\n".formatted(layer.label()));
    table.append("| name | departs in | source | note |\n|---|---|---|---|\n");
    for (ConventionPreset preset : ConventionPreset.of(layer)) {
      String departs =
          layer.coordinates().stream()
              .filter(c -> !c.same(paper, preset.convention()))
              .map(c -> c.text(preset.convention()))
              .collect(Collectors.joining("; "));
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  preset.name(),
                  departs.isEmpty() ? "nothing" : departs,
                  preset.source(),
                  preset.note()));
    }
    return table.toString();
  }
}
