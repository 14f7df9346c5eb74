package org.normaudit.verification.audit;

import org.normaudit.reference.LayerInput;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.CaseInput;
import org.normaudit.verification.cases.Data;

/** The sources of data that cases name. */
public final class CaseSources {
  private CaseSources() {}

  /** The step of a case of any kind. */
  public static LayerInput input(Case c) {
    if (c.data() instanceof Data.Nist nist) {
      return CaseInput.of(c, c.dtype().round(nist(nist.name())));
    }
    return CaseInput.of(c);
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
