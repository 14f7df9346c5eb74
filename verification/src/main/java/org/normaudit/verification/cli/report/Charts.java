package org.normaudit.verification.cli.report;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.normaudit.verification.lab.study.Plot;

/** The pictures of studies, as SVG. */
final class Charts {
  /** The blue of Okabe and Ito's palette, distinct from its vermilion for colour-blind readers. */
  private static final Color BLUE = new Color(0x00, 0x72, 0xB2);

  private static final Color[] PALETTE = {
    BLUE, new Color(0xD5, 0x5E, 0x00), new Color(0x00, 0x9E, 0x73), new Color(0xCC, 0x79, 0xA7)
  };

  /** A curve of at most so many points shows each of them. */
  private static final int MARKED = 20;

  private Charts() {}

  /**
   * The curves of a plot; few points are marked.
   *
   * @return an SVG element, or a sentence where this machine cannot draw (a Java runtime without
   *     fonts)
   */
  static String curves(Plot plot) {
    return drawn(
        () -> {
          XYChart chart =
              new XYChartBuilder()
                  .width(760)
                  .height(320)
                  .xAxisTitle(plot.xAxis())
                  .yAxisTitle(plot.yAxis())
                  .build();
          chart.getStyler().setChartBackgroundColor(Color.WHITE);
          chart.getStyler().setXAxisLogarithmic(plot.scale() == Plot.Scale.LOGARITHMIC);
          chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
          chart.getStyler().setSeriesColors(PALETTE);
          chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
          chart.getStyler().setXAxisMaxLabelCount(7);
          boolean few = plot.curves().stream().allMatch(c -> c.x().length <= MARKED);
          chart.getStyler().setMarkerSize(few ? 6 : 0);
          plot.curves().forEach(c -> chart.addSeries(c.name(), c.x(), c.y()));
          return chart;
        });
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
}
