package org.normaudit.verification.lab.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.normaudit.reference.layer.Role;
import org.normaudit.verification.core.check.Check;
import org.normaudit.verification.lab.bugs.KillTable;
import org.normaudit.verification.lab.bugs.SeededBugs;

/**
 * The page of one check: what a person wrote, read from the class path, and a part that is made
 * when the page is read, from the check and from the kill matrix.
 */
public final class CheckPage {
  /** The sections that every page has, in this order. */
  static final List<String> SECTIONS =
      List.of("Why it holds", "What it catches", "How it is bounded", "Literature");

  private static final String STAYS = "Why it stays";

  private final Check check;
  private final String text;

  private CheckPage(Check check, String text) {
    this.check = check;
    this.text = text;
  }

  /**
   * The page of a check.
   *
   * @throws IllegalStateException if it has none
   */
  public static CheckPage of(Check check) {
    try (InputStream in = CheckPage.class.getResourceAsStream(check.name() + ".md")) {
      if (in == null) {
        throw new IllegalStateException(
            String.format(Locale.ROOT, "the check '%s' has no page", check.name()));
      }
      return new CheckPage(check, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a person wrote, with the title. */
  public String text() {
    return text;
  }

  /** The page for reading: its title, then the generated part, then what a person wrote. */
  public String reading(KillTable kills) {
    String title = "# " + check.name() + "\n\n";
    if (!text.startsWith(title)) {
      throw new IllegalStateException(
          "the page of '" + check.name() + "' must begin with its title '" + title.strip() + "'");
    }
    return title + generated(kills) + "\n" + text.substring(title.length());
  }

  /** Why the check stays though it kills no bug alone; empty where the page does not say. */
  public Optional<String> whyItStays() {
    return section(STAYS);
  }

  /** The text of a section. */
  Optional<String> section(String title) {
    String head = "\n## " + title + "\n\n";
    int at = text.indexOf(head);
    if (at < 0) {
      return Optional.empty();
    }
    int start = at + head.length();
    int end = text.indexOf("\n## ", start);
    String body = text.substring(start, end < 0 ? text.length() : end).strip();
    return body.isEmpty() ? Optional.empty() : Optional.of(body.replace('\n', ' '));
  }

  private String generated(KillTable kills) {
    StringBuilder part = new StringBuilder();
    String asserts = check.asserts();
    part.append("**Asserts** that ").append(asserts).append(".\n\n");
    if (!check.needs().isEmpty()) {
      List<String> needs = check.needs().stream().map(Role::label).sorted().toList();
      part.append("**Needs** `").append(String.join("`, `", needs)).append("`.\n\n");
    }
    List<String> killed = kills.killedBy(check.name());
    List<String> alone = kills.killedOnlyBy(check.name());
    part.append(
        String.format(Locale.ROOT, "**Kills** %d of %d seeded bugs", killed.size(), kills.size()));
    part.append(
        alone.isEmpty()
            ? ", none of them alone:\n\n"
            : String.format(Locale.ROOT, ", alone `%s`:\n\n", String.join("`, `", alone)));
    for (String bug : killed) {
      part.append(String.format(Locale.ROOT, "- `%s`: %s\n", bug, SeededBugs.named(bug).effect()));
    }
    return part.toString();
  }
}
