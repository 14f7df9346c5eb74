package org.normaudit.verification.cli.report;

import static org.normaudit.verification.cli.report.LadderPlot.number;
import static org.normaudit.verification.cli.report.LadderPlot.text;

import java.util.List;
import java.util.Locale;
import org.normaudit.verification.core.result.Result;

/** How the largest errors of a subject's results spread, in ulp, as an SVG element. */
final class UlpHistogram {
  private static final String[] LABELS = {
    "0", "½", "1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1024", "more"
  };
  private static final int BAR = 36;
  private static final int LEFT = 12;
  private static final int HEIGHT = 190;
  private static final int BASE = HEIGHT - 42;
  private static final int TALLEST = BASE - 24;

  private UlpHistogram() {}

  /** The bars of a subject: results whose error is at most so many ulp. */
  static String of(String subject, List<Result> results) {
    int[] counts = new int[LABELS.length];
    for (Result result : results) {
      if (result.subject().equals(subject) && !Double.isNaN(result.ulp())) {
        counts[bin(result.ulp())]++;
      }
    }
    int most = 1;
    int total = 0;
    for (int count : counts) {
      most = Math.max(most, count);
      total += count;
    }
    int width = 2 * LEFT + BAR * counts.length;
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<svg class=plot viewBox=\"0 0 %d %d\" role=img aria-label=\"%s\">",
                width,
                HEIGHT,
                Html.escape(
                    String.format(
                        Locale.ROOT, "Errors of %d results of %s in ulp", total, subject))));
    for (int i = 0; i < counts.length; i++) {
      double height = (double) TALLEST * counts[i] / most;
      int x = LEFT + i * BAR;
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=bar x=%d y=%s width=%d height=%s><title>%d results, %s</title></rect>",
              x + 2,
              number(BASE - height),
              BAR - 4,
              number(height),
              counts[i],
              range(i)));
      if (counts[i] > 0) {
        svg.append(text(x + BAR / 2.0, BASE - height - 5, "middle", Integer.toString(counts[i])));
      }
      svg.append(text(x + BAR / 2.0, BASE + 16, "middle", LABELS[i]));
    }
    svg.append(
        String.format(
            Locale.ROOT, "<line class=grid x1=%d x2=%d y1=%d y2=%d />", 0, width, BASE, BASE));
    svg.append(
        text(width / 2.0, HEIGHT - 6, "middle", "largest error of a result, at most so many ulp"));
    return svg.append("</svg>").toString();
  }

  private static String range(int bin) {
    return bin == LABELS.length - 1 ? "more than 1024 ulp" : "at most " + LABELS[bin] + " ulp";
  }

  private static int bin(double ulp) {
    if (ulp == 0) {
      return 0;
    }
    double limit = 0.5;
    int bin = 1;
    while (!(ulp <= limit) && bin < LABELS.length - 1) {
      limit *= 2;
      bin++;
    }
    return bin;
  }
}
