package org.normaudit.verification.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation, as far as it can be run.
 *
 * @param path the file
 * @param blocks its fenced blocks, in order
 */
record Page(Path path, List<Block> blocks) {
  private static final Pattern FENCE =
      Pattern.compile("^```([^\\n`]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern INLINE = Pattern.compile("`(normaudit [^`\\n]+)`");

  /**
   * A fenced block.
   *
   * @param info what stands behind the opening fence: {@code sh} for commands that are run, a
   *     language and a file name for a file
   */
  record Block(String info, String text) {
    boolean isRun() {
      return info.equals("sh");
    }

    /** The name of the file that the block is, or the empty text. */
    String file() {
      int space = info.indexOf(' ');
      return space < 0 ? "" : info.substring(space + 1);
    }
  }

  static Page read(Path path) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher fences = FENCE.matcher(Files.readString(path));
    while (fences.find()) {
      blocks.add(new Block(fences.group(1).strip(), fences.group(2)));
    }
    return new Page(path, blocks);
  }

  /** All pages: the README, and those of this module, which is where its tests run. */
  static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    pages.add(read(Path.of("..", "README.md")));
    try (var files = Files.walk(Path.of("docs"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        pages.add(read(file));
      }
    }
    return pages;
  }

  boolean isRun() {
    return blocks.stream().anyMatch(Block::isRun);
  }

  /** Every command line of this program that the page has, in blocks and in running text. */
  List<String> commands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Block block : blocks) {
      String joined = block.text().replaceAll("\\\\\\n\\s*", " ");
      for (String line : joined.split("\\n")) {
        String bare = line.replaceFirst("^\\s*(\\$ |reproduce: )?", "");
        if (bare.startsWith("normaudit ")) {
          commands.add(bare);
        }
      }
    }
    Matcher inline = INLINE.matcher(Files.readString(path));
    while (inline.find()) {
      commands.add(inline.group(1));
    }
    return commands;
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
