package org.normaudit.verification.core.audit;

import java.util.Arrays;
import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Data.Generated;

/** Every kind of generated data; constant data with a mean beside the spread of epsilon. */
final class DataCases implements CaseFamily {
  @Override
  public String name() {
    return "data";
  }

  @Override
  public String purpose() {
    return "Every kind of generated data; constant data with a mean beside the spread of epsilon.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return Arrays.stream(Generated.values())
        .map(
            data ->
                target
                    .start(new Shape(6, 3, 4))
                    .data(data)
                    .kappa(data == Generated.CONSTANT ? 3 : 1)
                    .build())
        .toList();
  }
}
