package org.normaudit.verification.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;

/** The report's pictures, as SVG. */
final class Charts {
  /** The blue of Okabe and Ito's palette, which colour-blind people tell from its vermilion. */
  private static final Color BLUE = new Color(0x00, 0x72, 0xB2);

  private static final String[] EDGES = {"exact", "1e-4", "1e-3", "1e-2", "0.1", "1", "beyond"};

  private Charts() {}

  /**
   * How the worst errors of a subject's results spread over their bounds.
   *
   * @return an SVG element, or a sentence where this machine cannot draw (a Java runtime without
   *     fonts)
   */
  static String errors(String subject, List<Result> results) {
    int[] counts = new int[EDGES.length];
    for (Result result : results) {
      if (result.subject().equals(subject)
          && result.verdict() != Verdict.SKIPPED
          && !result.where().isEmpty()) {
        counts[bin(result.ratio())]++;
      }
    }
    List<Integer> bars = new ArrayList<>();
    for (int count : counts) {
      bars.add(count);
    }
    try {
      CategoryChart chart =
          new CategoryChartBuilder()
              .width(560)
              .height(220)
              .xAxisTitle("largest error of a result, as a share of its bound, up to")
              .yAxisTitle("results")
              .build();
      chart.getStyler().setLegendVisible(false).setToolTipsEnabled(false);
      chart.getStyler().setChartBackgroundColor(Color.WHITE);
      chart.getStyler().setPlotGridVerticalLinesVisible(false);
      chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
      chart.addSeries("results", List.of(EDGES), bars).setFillColor(BLUE);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
      String svg = bytes.toString(StandardCharsets.UTF_8);
      return svg.substring(svg.indexOf("<svg"));
    } catch (IOException | RuntimeException | LinkageError | InternalError e) {
      return "<p>No picture: this Java runtime cannot draw ("
          + Html.escape(e.toString())
          + ").</p>";
    }
  }

  private static int bin(double ratio) {
    if (ratio == 0) {
      return 0;
    }
    if (ratio > 1) {
      return EDGES.length - 1;
    }
    double limit = 1e-4;
    int bin = 1;
    while (ratio > limit && bin < EDGES.length - 2) {
      limit *= 10;
      bin++;
    }
    return bin;
  }
}
