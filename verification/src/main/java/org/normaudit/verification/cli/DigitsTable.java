package org.normaudit.verification.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.verification.io.data.NpyArray;
import org.normaudit.verification.io.data.NumAcc;
import org.normaudit.verification.lab.digits.DigitsKept;
import org.normaudit.verification.lab.digits.VarianceMethod;

/** How many digits of the standard deviation each variance algorithm keeps on real data. */
final class DigitsTable {
  private static final int SHOWN_CHANNELS = 64;

  private final PrintWriter out;

  DigitsTable(PrintWriter out) {
    this.out = out;
  }

  /** The sets of the Statistical Reference Datasets that a formula gives, in binary64. */
  void printNist() {
    head("digits of the standard deviation that each algorithm keeps, NIST sets in f64", "set");
    for (NumAcc set : NumAcc.values()) {
      row(set.label(), DigitsKept.of(Dtype.FLOAT64, set.binary64()));
    }
    out.println();
  }

  /** A user's own channels, in the format of the file. */
  void print(NpyArray array, int axis) {
    Shape shape = array.channels(axis);
    head(
        "digits of the standard deviation that each algorithm keeps on your channels, "
            + array.dtype().label(),
        "channel");
    for (int c = 0; c < Math.min(shape.channels(), SHOWN_CHANNELS); c++) {
      double[] channel = new double[shape.count()];
      for (int k = 0; k < channel.length; k++) {
        channel[k] = array.values()[shape.index(k / shape.inner(), c, k % shape.inner())];
      }
      try {
        row(Integer.toString(c), DigitsKept.of(array.dtype(), channel));
      } catch (IllegalArgumentException notFinite) {
        out.printf(Locale.ROOT, "  %-8d %s%n", c, notFinite.getMessage());
      }
    }
    if (shape.channels() > SHOWN_CHANNELS) {
      out.printf(Locale.ROOT, "  and %d channels more%n", shape.channels() - SHOWN_CHANNELS);
    }
    out.println();
  }

  private void head(String title, String first) {
    out.println(title);
    out.printf(Locale.ROOT, "  %-8s %9s", first, "kappa");
    for (VarianceMethod method : VarianceMethod.values()) {
      out.printf(Locale.ROOT, "  %s", method.label());
    }
    out.println();
  }

  private void row(String name, DigitsKept kept) {
    out.printf(Locale.ROOT, "  %-8s %9.3g", name, kept.kappa());
    for (VarianceMethod method : VarianceMethod.values()) {
      double digits = kept.digits().get(method);
      String text = Double.isInfinite(digits) ? "all" : String.format(Locale.ROOT, "%.1f", digits);
      out.printf(Locale.ROOT, "  %" + method.label().length() + "s", text);
    }
    out.println();
  }
}
