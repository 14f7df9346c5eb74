package org.normaudit.verification.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.normaudit.verification.grade.Grade;
import org.normaudit.verification.result.Result;
import org.normaudit.verification.result.Verdict;
import org.normaudit.verification.study.Plot;

/** The report's pictures, as SVG. */
final class Charts {
  /** The blue of Okabe and Ito's palette, which colour-blind people tell from its vermilion. */
  private static final Color BLUE = new Color(0x00, 0x72, 0xB2);

  private static final Color[] PALETTE = {
    BLUE, new Color(0xD5, 0x5E, 0x00), new Color(0x00, 0x9E, 0x73), new Color(0xCC, 0x79, 0xA7)
  };

  /** A curve of at most so many points shows each of them. */
  private static final int MARKED = 20;

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
    return drawn(
        () -> {
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
          return chart;
        });
  }

  /** The curves of a plot; few points are marked. */
  static String curves(Plot plot) {
    return drawn(
        () -> {
          XYChart chart =
              new XYChartBuilder()
                  .width(640)
                  .height(320)
                  .xAxisTitle(plot.xAxis())
                  .yAxisTitle(plot.yAxis())
                  .build();
          chart.getStyler().setChartBackgroundColor(Color.WHITE);
          chart.getStyler().setXAxisLogarithmic(plot.scale() == Plot.Scale.LOGARITHMIC);
          chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
          chart.getStyler().setSeriesColors(PALETTE);
          boolean few = plot.curves().stream().allMatch(c -> c.x().length <= MARKED);
          chart.getStyler().setMarkerSize(few ? 6 : 0);
          plot.curves().forEach(c -> chart.addSeries(c.name(), c.x(), c.y()));
          return chart;
        });
  }

  /** The digits that a subject keeps and those that its bound promises, by κ. */
  static String ladder(Grade grade) {
    if (grade.ladder().isEmpty()) {
      return "";
    }
    double[] powers = grade.ladder().stream().mapToDouble(r -> Math.log10(r.kappa())).toArray();
    double[] digits = grade.ladder().stream().mapToDouble(Grade.Rung::digits).toArray();
    double[] promised = grade.ladder().stream().mapToDouble(Grade.Rung::promised).toArray();
    return curves(
        Plot.linear(
            "log10 of kappa",
            "digits of the variance",
            new Plot.Curve("kept", powers, digits),
            new Plot.Curve("promised by the bound", powers, promised)));
  }

  private static String drawn(Supplier<Chart<?, ?>> make) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      VectorGraphicsEncoder.saveVectorGraphic(make.get(), bytes, VectorGraphicsFormat.SVG);
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
