package org.normaudit.verification.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.normaudit.verification.study.Study;

/** The studies as one HTML page that needs no network. */
public final class StudyPage {
  private StudyPage() {}

  /** Writes the page in UTF-8. */
  public static void write(Map<Study, Study.Outcome> outcomes, long seed, OutputStream out)
      throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Normaudit studies</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: auto; padding: 1rem; }
            td, th { padding: .2rem .6rem; text-align: left; border-bottom: 1px solid #8888; }
            figure { margin: 1rem 0; } svg { max-width: 100%; height: auto; }
            </style></head><body>
            <h1>Normaudit studies</h1>
            """);
    page.append("<p>Seed ").append(seed).append(".</p>");
    outcomes.forEach((study, outcome) -> section(page, study, outcome));
    page.append("</body></html>\n");
    out.write(page.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void section(StringBuilder page, Study study, Study.Outcome outcome) {
    page.append("<section><h2>").append(Html.escape(study.name())).append("</h2><p>");
    page.append(Html.escape(study.claim()))
        .append(".</p><table><thead><tr><th scope=col>number</th>");
    page.append("<th scope=col>measured</th><th scope=col>expected</th><th scope=col>allowed</th>");
    page.append("<th scope=col></th></tr></thead><tbody>");
    for (Study.Finding f : outcome.findings()) {
      page.append(
          "<tr><td>%s</td><td>%.6g</td><td>%.6g</td><td>%.2g</td><td>%s</td></tr>"
              .formatted(
                  Html.escape(f.what()),
                  f.measured(),
                  f.expected(),
                  f.allowed(),
                  f.holds() ? "✓ holds" : "✗ fails"));
    }
    page.append("</tbody></table><figure>")
        .append(Charts.curves(outcome))
        .append("</figure></section>");
  }
}
