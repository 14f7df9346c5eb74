package org.normaudit.verification.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Every form says the same, and no text of a subject's breaks one. */
final class ReportFormsTest {
  @TempDir Path folder;

  private static String text(ReportFile.Writer form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    form.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void xmlIsWellFormedAndCountsWhatThereIs() throws Exception {
    String xml = text(out -> new JUnitReport().write(SampleReport.report(), "", out));
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertEquals(2, root.getElementsByTagName("testsuite").getLength());
    assertEquals(1, root.getElementsByTagName("failure").getLength());
    assertEquals(1, root.getElementsByTagName("skipped").getLength());
    Element failure = (Element) root.getElementsByTagName("failure").item(0);
    assertEquals("WRONG", failure.getAttribute("type"));
    assertTrue(failure.getTextContent().contains("normaudit case '" + SampleReport.LINE + "'"));
  }

  @Test
  void thePageLoadsNothingAndRunsNothingOfASubject() throws IOException {
    String html = text(out -> new HtmlReport().write(SampleReport.report(), "", out));
    assertFalse(html.contains("<script>alert"));
    assertFalse(html.contains("{{"));
    assertFalse(html.contains("src="), "nothing is loaded");
    assertTrue(html.contains("wrong: it does not let through"));
    assertTrue(html.contains("1 finding against 1 of 2 subjects"));
  }

  @Test
  void jsonIsReadBackWithWhatItHasNoNumberFor() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(text(out -> new JsonReport().write(SampleReport.report(), "", out)));
    assertEquals(1, json.at("/summary/findings").asInt());
    assertEquals(1, json.at("/summary/skipped").asInt());
    assertEquals("dx-zero", json.at("/diagnoses/0/causes/0/bugs/0").asText());
    assertEquals("Infinity", json.at("/results/1/observed").asText());
    assertTrue(json.at("/results/1/ulp").isMissingNode());
  }

  @Test
  void markdownKeepsItsTableAndCountsFindings() throws IOException {
    String markdown = text(out -> new MarkdownReport().write(SampleReport.report(), "", out));
    assertTrue(markdown.contains("| dx | batchnorm | 1 | 0 | - |"), markdown);
    assertTrue(markdown.contains("- b, batchnorm (f32): wrong: it does not let through"), markdown);
    assertFalse(markdown.contains("<script>"));
  }

  @Test
  void theTerminalShowsTheFindingAndHowToSeeItAgain() {
    List<String> lines = new ArrayList<>();
    new TerminalReport(lines::add, false).print(SampleReport.report());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("WRONG: b, dx: dx[1] off by")));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("diagnosis: b, batchnorm (f32): ")));
    assertTrue(lines.get(lines.size() - 1).contains("1 finding,"));
    assertTrue(lines.stream().noneMatch(line -> line.contains("\u001b[31mWRONG")));
  }

  @Test
  void jsonIsReadBackToTheLastBit() throws IOException {
    Path file = folder.resolve("report.json");
    ReportFile.write(file, out -> new JsonReport().write(SampleReport.report(), "", out));
    assertEquals(SampleReport.report(), ReportReader.read(file));
  }

  @Test
  void aReportOfVersionOneIsRead() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json =
        (ObjectNode)
            mapper.readTree(text(out -> new JsonReport().write(SampleReport.report(), "", out)));
    json.put("schema", "normaudit-report/1").put("schemaVersion", 1);
    ObjectNode coverage = (ObjectNode) json.get("coverage");
    coverage.set("campaign", coverage.remove("digest"));
    json.remove(List.of("groups", "judged"));
    json.get("subjects").forEach(subject -> ((ObjectNode) subject).remove("lacks"));
    Path file = folder.resolve("one.json");
    mapper.writeValue(file.toFile(), json);
    AuditReport read = ReportReader.read(file);
    assertEquals(SampleReport.report().coverage(), read.coverage());
    assertEquals(SampleReport.report().results(), read.results());
  }

  static Stream<String> otherFiles() {
    return Stream.of(
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"schema\":\"normaudit-study/1\"}",
        "{\"schema\":\"normaudit-report/9\",\"schemaVersion\":9}",
        "{\"schema\":\"normaudit-report/1\",\"schemaVersion\":1}");
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void whatIsNoReportIsRefusedInOneSentence(String content) throws IOException {
    Path file = folder.resolve("other.json");
    Files.writeString(file, content);
    String message =
        assertThrows(IllegalArgumentException.class, () -> ReportReader.read(file)).getMessage();
    assertTrue(message.contains("other.json' is not a JSON report of an audit: "), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void aReportThatIsCutOffIsRefusedWhereverItIsCut() throws IOException {
    String whole = text(out -> new JsonReport().write(SampleReport.report(), "", out));
    Path file = folder.resolve("cut.json");
    for (int length = 0; length < whole.length() - 1; length++) {
      Files.writeString(file, whole.substring(0, length));
      assertThrows(IllegalArgumentException.class, () -> ReportReader.read(file), "" + length);
    }
  }

  @Test
  void aReportThatFailsHalfWayLeavesTheFormerOne() throws IOException {
    Path file = folder.resolve("report.txt");
    Files.writeString(file, "former");
    assertThrows(
        IOException.class,
        () ->
            ReportFile.write(
                file,
                out -> {
                  out.write('x');
                  throw new IOException("planted");
                }));
    assertEquals("former", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
