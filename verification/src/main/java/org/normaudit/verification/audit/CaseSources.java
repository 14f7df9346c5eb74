package org.normaudit.verification.audit;

import java.nio.file.Path;
import java.util.List;
import org.normaudit.reference.LayerInput;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.CaseInput;
import org.normaudit.verification.cases.Data;
import org.normaudit.verification.onnx.OnnxTest;

/** The sources of data that cases name. */
public final class CaseSources {
  private CaseSources() {}

  /** The step of a case of any kind. */
  public static LayerInput input(Case c) {
    if (c.data() instanceof Data.Nist nist) {
      return CaseInput.of(c, c.dtype().round(nist(nist.name())));
    }
    if (c.data() instanceof Data.Onnx onnx) {
      return onnx(c, onnx);
    }
    return CaseInput.of(c);
  }

  private static LayerInput onnx(Case c, Data.Onnx data) {
    List<OnnxTest> sets = OnnxTest.read(Path.of(data.folder()));
    if (data.set() >= sets.size()) {
      throw new IllegalArgumentException(
          "'%s' has %d data sets: there is no number %d"
              .formatted(data.folder(), sets.size(), data.set()));
    }
    LayerInput input = sets.get(data.set()).input();
    if (input.layer() != c.layer()
        || input.mode() != c.mode()
        || input.dtype() != c.dtype()
        || !input.shape().equals(c.shape())) {
      throw new IllegalArgumentException(
          "'%s' holds %s %s %s %s"
              .formatted(
                  data.folder(),
                  input.layer().label(),
                  input.mode().label(),
                  input.dtype().label(),
                  input.shape()));
    }
    return input;
  }

  private static double[] nist(String name) {
    if (name.equals("NumAcc1")) {
      return new double[] {10000001, 10000003, 10000002};
    }
    double c =
        switch (name) {
          case "NumAcc2" -> 1;
          case "NumAcc3" -> 1e6;
          case "NumAcc4" -> 1e7;
          default -> throw new IllegalArgumentException("unknown data set nist:" + name);
        };
    double[] values = new double[1001];
    values[0] = c + 0.2;
    for (int i = 1; i < values.length; i++) {
      values[i] = c + (i % 2 == 1 ? 0.1 : 0.3);
    }
    return values;
  }
}
