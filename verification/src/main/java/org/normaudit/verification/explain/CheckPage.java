package org.normaudit.verification.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.normaudit.reference.Quantity;
import org.normaudit.verification.bugs.KillTable;
import org.normaudit.verification.bugs.SeededBugs;
import org.normaudit.verification.check.Check;

/**
 * The page of one check: what a person wrote, and a part that is made from the code, between two
 * marks, so that it cannot go stale unseen.
 */
public final class CheckPage {
  /** Where the part begins that is made from the code. */
  static final String BEGIN = "<!-- generated -->\n";

  /** Where it ends. */
  static final String END = "<!-- end of the generated part -->\n";

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
        throw new IllegalStateException("the check '%s' has no page".formatted(check.name()));
      }
      return new CheckPage(check, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page as it is written down. */
  public String text() {
    return text;
  }

  /** The page with the part that the code makes, made anew. */
  public String current(KillTable kills) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(
          "the page of '%s' has no place for its generated part".formatted(check.name()));
    }
    return text.substring(0, begin + BEGIN.length()) + generated(kills) + text.substring(end);
  }

  /** The page for reading, without its marks. */
  public String reading() {
    return text.replace(BEGIN, "").replace(END, "");
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
      List<String> needs = check.needs().stream().map(Quantity::label).sorted().toList();
      part.append("**Needs** `").append(String.join("`, `", needs)).append("`.\n\n");
    }
    List<String> killed = kills.killedBy(check.name());
    List<String> alone = kills.killedOnlyBy(check.name());
    part.append("**Kills** %d of %d seeded bugs".formatted(killed.size(), kills.size()));
    part.append(
        alone.isEmpty()
            ? ", none of them alone:\n\n"
            : ", alone `%s`:\n\n".formatted(String.join("`, `", alone)));
    for (String bug : killed) {
      part.append("- `%s`: %s\n".formatted(bug, SeededBugs.named(bug).effect()));
    }
    return part.toString();
  }
}
