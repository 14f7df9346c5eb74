package org.normaudit.verification.cli.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.normaudit.verification.core.result.Result;
import org.normaudit.verification.core.result.Verdict;

/**
 * The report in the XML form that build servers read: a suite for each subject, a test for each
 * check and layer, a failure that lists what was found.
 */
public final class JUnitReport implements ReportForm {
  private static final int SHOWN_FINDINGS = 20;

  @Override
  public String option() {
    return "--junit";
  }

  @Override
  public String help() {
    return "Writes the report as JUnit XML, for build servers.";
  }

  @Override
  public void write(AuditReport report, String source, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", "normaudit");
      List<CheckRow> rows = CheckRow.of(report);
      Reproduction reproduction = Reproduction.of(report);
      for (AuditReport.SubjectInfo subject : report.subjects()) {
        List<CheckRow> own =
            rows.stream().filter(row -> row.subject.equals(subject.name())).toList();
        suite(xml, subject, own, reproduction, report.unjudged().contains(subject.name()));
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void suite(
      XMLStreamWriter xml,
      AuditReport.SubjectInfo subject,
      List<CheckRow> rows,
      Reproduction reproduction,
      boolean isUnjudged)
      throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean(subject.name()));
    xml.writeAttribute("hostname", clean(subject.ranOn()));
    // Build servers take a suite without a test for a good one.
    int unjudged = isUnjudged ? 1 : 0;
    long found = rows.stream().filter(r -> !r.findings().isEmpty()).count();
    long errors = rows.stream().filter(JUnitReport::isError).count();
    xml.writeAttribute("tests", Integer.toString(rows.size() + unjudged));
    xml.writeAttribute("failures", Long.toString(found - errors));
    xml.writeAttribute("errors", Long.toString(errors + unjudged));
    xml.writeAttribute(
        "skipped", Long.toString(rows.stream().filter(r -> r.judged() == 0).count()));
    if (isUnjudged) {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", clean(subject.name()));
      xml.writeAttribute("name", "judged");
      xml.writeStartElement("error");
      xml.writeAttribute("message", "Nothing was judged.");
      xml.writeEndElement();
      xml.writeEndElement();
    }
    for (CheckRow row : rows) {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", clean(subject.name()) + "." + row.layer);
      xml.writeAttribute("name", row.check);
      if (!row.findings().isEmpty()) {
        failure(xml, isError(row) ? "error" : "failure", row.findings(), reproduction);
      } else if (row.judged() == 0) {
        xml.writeStartElement("skipped");
        xml.writeAttribute("message", clean(row.firstSkip()));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  // No answer is an error, where a wrong answer beside it is not the finding.
  private static boolean isError(CheckRow row) {
    return !row.findings().isEmpty()
        && row.findings().stream()
            .allMatch(r -> r.verdict() == Verdict.CRASHED || r.verdict() == Verdict.TIMED_OUT);
  }

  private static void failure(
      XMLStreamWriter xml, String element, List<Result> findings, Reproduction reproduction)
      throws XMLStreamException {
    Result first = findings.get(0);
    xml.writeStartElement(element);
    xml.writeAttribute("type", first.verdict().name());
    xml.writeAttribute("message", clean(Wording.detail(first)));
    List<String> lines = new ArrayList<>();
    for (Result result : findings.subList(0, Math.min(SHOWN_FINDINGS, findings.size()))) {
      lines.add(result.verdict() + ": " + Wording.detail(result));
      lines.add("  reproduce: " + reproduction.of(result));
    }
    if (findings.size() > SHOWN_FINDINGS) {
      lines.add(String.format(Locale.ROOT, "and %d more", findings.size() - SHOWN_FINDINGS));
    }
    xml.writeCharacters(clean(String.join("\n", lines)));
    xml.writeEndElement();
  }

  // XML 1.0 has no form for most control characters, and subjects print what they like.
  private static String clean(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().map(c -> isXml(c) ? c : 0xFFFD).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000;
  }
}
