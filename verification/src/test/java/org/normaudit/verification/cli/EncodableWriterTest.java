package org.normaudit.verification.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A terminal without Greek is shown names, and never a question mark. */
final class EncodableWriterTest {
  // Comments come first, so that a quote in one opens no literal.
  private static final Pattern LITERAL =
      Pattern.compile(
          "/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+'",
          Pattern.DOTALL);
  private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");

  private static String written(String text, Charset charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintWriter writer = EncodableWriter.to(bytes, charset)) {
      writer.print(text);
    }
    return bytes.toString(charset);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 digits left at κ = 10⁴ | 2 digits left at kappa = 10^4",
        "√(V + ε), √V, √ε | sqrt(V + epsilon), sqrt V, sqrt epsilon",
        "new = (1−m)·old + m·batch | new = (1-m)*old + m*batch",
        "γr x̂ dγ x̂k x̂² σ² γμ | gamma r xhat dgamma xhat k xhat^2 sigma^2 gamma mu",
        "10⁻¹² 2ᵏ ½ −∞ | 10^-12 2^k 1/2 -inf",
        "✓ ✗ … 8×4 ≤ ≥ | ok x ... 8x4 <= >=",
        "naïve ū(x) é | naive ubar(x) e",
        "層 😀 | \\u5c64 \\ud83d\\ude00",
      })
  void signsHaveNamesInAscii(String text, String ascii) {
    assertEquals(ascii, written(text, StandardCharsets.US_ASCII));
    assertEquals(text, written(text, StandardCharsets.UTF_8));
  }

  @Test
  void whatACharsetHasIsKept() {
    assertEquals(
        "sigma² · naïve ½ 2^k -", written("σ² · naïve ½ 2ᵏ −", StandardCharsets.ISO_8859_1));
  }

  @Property
  void nothingBecomesAQuestionMark(@ForAll String text) {
    // Some scripts have question marks of their own, which are decomposed to this one.
    Assume.that(!Normalizer.normalize(text, Normalizer.Form.NFKD).contains("?"));
    String ascii = written(text, StandardCharsets.US_ASCII);
    assertEquals(-1, ascii.indexOf('?'), ascii);
    assertTrue(ascii.chars().allMatch(c -> c < 0x80), ascii);
  }

  /** The number is for the signs of others: those of this program have a name each. */
  @Test
  void everySignInTheSourcesHasAForm() throws IOException {
    Set<Character> signs = new TreeSet<>();
    for (String module : List.of("autodiff", "reference", "opencl", "verification", "benchmarks")) {
      for (String source : texts(Path.of("..", module, "src", "main", "java"), ".java")) {
        Matcher matcher = LITERAL.matcher(source);
        while (matcher.find()) {
          if (!matcher.group().startsWith("/")) {
            addSigns(unescaped(matcher.group()), signs);
          }
        }
      }
    }
    for (String page : texts(Path.of("docs", "checks"), ".md")) {
      addSigns(page, signs);
    }
    assertTrue(signs.containsAll(Set.of('κ', '√', '²', '\u0302', '…')), signs.toString());
    signs.removeIf(AsciiForms::has);
    signs.removeIf(Character::isSurrogate);
    assertEquals(Set.of(), signs);
  }

  private static List<String> texts(Path folder, String ending) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(ending)).toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  private static String unescaped(String literal) {
    return ESCAPED
        .matcher(literal)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
  }

  private static void addSigns(String text, Set<Character> signs) {
    text.chars().filter(c -> c >= 0x80).forEach(c -> signs.add((char) c));
  }

  private record Run(int code, String out, String err) {}

  private static Run inLocaleC(Path folder, String... words) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Normaudit.class.getName()));
    line.addAll(List.of(words));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C");
    int code = builder.start().waitFor();
    // A byte beyond ASCII is an error in this charset.
    return new Run(
        code,
        Files.readString(out, StandardCharsets.US_ASCII),
        Files.readString(err, StandardCharsets.US_ASCII));
  }

  @Test
  void aTerminalOfAsciiAloneReadsEverything(@TempDir Path folder) throws Exception {
    Run page = inLocaleC(folder, "explain", "dx");
    assertEquals(0, page.code(), page.err());
    assertTrue(page.out().contains("xhat"), page.out());
    assertFalse(page.out().contains("?"), page.out());

    Path json = folder.resolve("report.json");
    Run audit =
        inLocaleC(
            folder,
            ("audit --subject reference:f32 --layer batchnorm --check y --json=" + json)
                .split(" "));
    assertEquals(0, audit.code(), audit.err());
    assertTrue(audit.out().contains("digits left at kappa = 1e4"), audit.out());
    assertTrue(audit.out().contains("sqrt(V + epsilon)"), audit.out());
    assertFalse(audit.out().contains("?"), audit.out());
    assertTrue(Files.readString(json).contains("√(V + ε)"), "files stay UTF-8");

    Run mistake = inLocaleC(folder, "audit", "--seed", "κ");
    assertEquals(2, mistake.code());
    assertTrue(mistake.err().startsWith("normaudit: --seed must be a whole number"), mistake.err());
    assertFalse(mistake.err().contains("?"), mistake.err());
  }
}
