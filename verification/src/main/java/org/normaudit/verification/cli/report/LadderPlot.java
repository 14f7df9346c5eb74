package org.normaudit.verification.cli.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.normaudit.verification.lab.grade.Grade;

/**
 * The digits that a subject keeps by κ, with those that its bound promises, as an SVG element. Text
 * stays text and colours are the page's, so that it can be read aloud and in both themes.
 */
final class LadderPlot {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 280;
  private static final int LEFT = 46;
  private static final int RIGHT = 16;
  private static final int TOP = 34;
  private static final int BOTTOM = 44;

  private final Grade grade;
  private final double mostPower;
  private final double mostDigits;

  private LadderPlot(Grade grade) {
    this.grade = grade;
    mostPower = grade.ladder().stream().mapToDouble(r -> Math.log10(r.kappa())).max().orElse(1);
    mostDigits = Math.ceil(-Math.log10(grade.dtype().unitRoundoff()));
  }

  /** The plot of a grade; empty where it has no ladder. */
  static String of(Grade grade) {
    return grade.ladder().isEmpty() ? "" : new LadderPlot(grade).svg();
  }

  private String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg class=plot viewBox=\"0 0 %d %d\" role=img aria-label=\"%s\">",
            WIDTH,
            HEIGHT,
            Html.escape(
                "Digits of the variance by kappa: " + grade.subject() + ", " + grade.text())));
    for (int digits = 0; digits <= mostDigits; digits += mostDigits > 9 ? 4 : 2) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=grid x1=%d x2=%d y1=%s y2=%s />",
              LEFT,
              WIDTH - RIGHT,
              number(y(digits)),
              number(y(digits))));
      svg.append(text(LEFT - 6, y(digits) + 4, "end", Integer.toString(digits)));
    }
    for (int power = 0; power <= mostPower; power += mostPower > 8 ? 2 : 1) {
      svg.append(text(x(power), HEIGHT - BOTTOM + 18, "middle", power == 0 ? "1" : "1e" + power));
    }
    svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, "middle", "condition number κ"));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=middle>decimal digits</text>",
            (TOP + HEIGHT - BOTTOM) / 2));
    svg.append(line("promised", Grade.Rung::promised)).append(line("kept", Grade.Rung::digits));
    for (Grade.Rung rung : grade.ladder()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle class=kept r=3 cx=%s cy=%s><title>κ = %.3g: %.1f digits kept, %.1f promised</title></circle>",
              number(x(Math.log10(rung.kappa()))),
              number(y(rung.digits())),
              rung.kappa(),
              rung.digits(),
              rung.promised()));
    }
    return svg.append(legend()).append("</svg>").toString();
  }

  private static String legend() {
    int second = LEFT + 180;
    return String.format(
            Locale.ROOT,
            "<line class=kept x1=%d x2=%d y1=12 y2=12 /><circle class=kept r=3 cx=%d cy=12 />",
            LEFT,
            LEFT + 28,
            LEFT + 14)
        + text(LEFT + 34, 16, "start", "kept by the subject")
        + String.format(
            Locale.ROOT, "<line class=promised x1=%d x2=%d y1=12 y2=12 />", second, second + 28)
        + text(second + 34, 16, "start", "promised by the bound");
  }

  private String line(String name, ToDoubleFunction<Grade.Rung> value) {
    StringBuilder points = new StringBuilder();
    List<Grade.Rung> ladder = grade.ladder();
    for (Grade.Rung rung : ladder) {
      points.append(number(x(Math.log10(rung.kappa())))).append(',');
      points.append(number(y(value.applyAsDouble(rung)))).append(' ');
    }
    return String.format(
        Locale.ROOT, "<polyline class=%s points=\"%s\" />", name, points.toString().strip());
  }

  private double x(double power) {
    return LEFT + power / mostPower * (WIDTH - LEFT - RIGHT);
  }

  private double y(double digits) {
    return HEIGHT - BOTTOM - digits / mostDigits * (HEIGHT - TOP - BOTTOM);
  }

  static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=%s y=%s text-anchor=%s>%s</text>",
        number(x),
        number(y),
        anchor,
        Html.escape(text));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
