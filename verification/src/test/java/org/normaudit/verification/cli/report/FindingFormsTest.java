package org.normaudit.verification.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The forms that hold findings alone. */
final class FindingFormsTest {
  @Test
  void sarifHasARuleForEachCheckAndAResultForEachFinding() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SarifReport().write(SampleReport.report(), "src/layer.py", out);
    JsonNode run = new ObjectMapper().readTree(out.toByteArray()).at("/runs/0");
    assertEquals(2, run.at("/tool/driver/rules").size());
    assertEquals(1, run.get("results").size());
    JsonNode finding = run.at("/results/0");
    assertEquals("dx", finding.get("ruleId").asText());
    assertTrue(finding.at("/message/text").asText().contains("normaudit case"));
    JsonNode location = finding.at("/locations/0");
    assertEquals("src/layer.py", location.at("/physicalLocation/artifactLocation/uri").asText());
    assertEquals("b/dx[1]", location.at("/logicalLocations/0/fullyQualifiedName").asText());
  }

  @Test
  void anAnnotationIsOneLineAndNoTextOfASubjectsEndsIt() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Annotations().write(SampleReport.report(), "src/a,b:c.py", out);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(1, lines.size());
    String line = lines.get(0);
    assertTrue(
        line.startsWith("::error file=src/a%2Cb%3Ac.py,title=b%2C batchnorm%3A 1 finding::WRONG: "),
        line);
    assertTrue(line.contains("%0Areproduce: normaudit case '" + SampleReport.LINE + "'"), line);
    assertEquals(-1, line.indexOf('\n'));
  }
}
