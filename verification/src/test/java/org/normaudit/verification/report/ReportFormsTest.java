package org.normaudit.verification.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.verification.diagnosis.Diagnosis;
import org.normaudit.verification.grade.AlgorithmClass;
import org.normaudit.verification.grade.Grade;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.w3c.dom.Element;

/** Every form says the same, and no text of a subject's breaks one. */
final class ReportFormsTest {
  private static final String HOSTILE =
      "</script><script>alert(1)</script> ]]> & \" ' | ` <b> \u0000 \u001b[31m";
  private static final String LINE = "batchnorm training f32 2x1x1";

  @TempDir Path folder;

  private static AuditReport report() {
    Result good =
        new Result("a", "y", LINE, Verdict.CONFORMS, 1e-8, 2e-8, "absolute", 0.5, "y[0]", "");
    Result bad =
        new Result(
            "b",
            "dx",
            LINE,
            Verdict.WRONG,
            Double.POSITIVE_INFINITY,
            1e-8,
            "absolute",
            Double.NaN,
            "dx[1]",
            HOSTILE);
    Result skipped = Result.plain("b", "y", LINE, Verdict.SKIPPED, HOSTILE);
    return new AuditReport(
        new Environment("1", "java", "system", 2),
        1,
        List.of(
            new AuditReport.SubjectInfo("a", "here", List.of("paper")),
            new AuditReport.SubjectInfo("b", HOSTILE, List.of(HOSTILE))),
        List.of(
            new Grade(
                "a",
                Dtype.FLOAT32,
                AlgorithmClass.UPDATING,
                List.of(new Grade.Rung(1, 7, 6), new Grade.Rung(1e4, 3, 2)),
                "read from y")),
        List.of(
            new Diagnosis(
                "b",
                LayerKind.BATCH_NORM,
                Dtype.FLOAT32,
                List.of(new Diagnosis.Cause(List.of("dx-zero"), "lets no gradient through")),
                "wrong: it does not let through what " + HOSTILE,
                List.of(HOSTILE))),
        1,
        List.of(good, bad, skipped),
        List.of(HOSTILE),
        0.1);
  }

  private static String text(ReportFile.Writer form) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    form.write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void xmlIsWellFormedAndCountsWhatThereIs() throws Exception {
    String xml = text(out -> JUnitReport.write(report(), out));
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
    assertTrue(failure.getTextContent().contains("normaudit case '" + LINE + "'"));
  }

  @Test
  void thePageLoadsNothingAndRunsNothingOfASubject() throws IOException {
    String html = text(out -> HtmlReport.write(report(), out));
    assertFalse(html.contains("<script>alert"));
    assertFalse(html.contains("{{"));
    assertFalse(html.contains("src="), "nothing is loaded");
    assertTrue(html.contains("wrong: it does not let through"));
    assertTrue(html.contains("1 findings against 1 of 2 subjects"));
  }

  @Test
  void jsonIsReadBackWithWhatItHasNoNumberFor() throws IOException {
    JsonNode json = new ObjectMapper().readTree(text(out -> JsonReport.write(report(), out)));
    assertEquals(1, json.at("/summary/findings").asInt());
    assertEquals(1, json.at("/summary/skipped").asInt());
    assertEquals("dx-zero", json.at("/diagnoses/0/causes/0/bugs/0").asText());
    assertEquals("Infinity", json.at("/results/1/observed").asText());
    assertTrue(json.at("/results/1/ulp").isMissingNode());
  }

  @Test
  void markdownKeepsItsTableAndCountsFindings() throws IOException {
    String markdown = text(out -> MarkdownReport.write(report(), out));
    assertTrue(markdown.contains("| dx | batchnorm | 1 | 0 | - |"), markdown);
    assertTrue(markdown.contains("- b, batchnorm (f32): wrong: it does not let through"), markdown);
    assertFalse(markdown.contains("<script>"));
  }

  @Test
  void theTerminalShowsTheFindingAndHowToSeeItAgain() {
    List<String> lines = new ArrayList<>();
    new TerminalReport(lines::add, false).print(report());
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("WRONG: b, dx: dx[1] off by")));
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("diagnosis: b, batchnorm (f32): ")));
    assertTrue(lines.get(lines.size() - 1).contains("1 findings"));
    assertTrue(lines.stream().noneMatch(line -> line.contains("\u001b[31mWRONG")));
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
