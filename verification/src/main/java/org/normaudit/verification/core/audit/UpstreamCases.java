package org.normaudit.verification.core.audit;

import java.util.Arrays;
import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Case.Upstream;

/** Every kind of upstream gradient. */
final class UpstreamCases implements CaseFamily {
  @Override
  public String name() {
    return "upstream";
  }

  @Override
  public String purpose() {
    return "Every kind of upstream gradient.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return Arrays.stream(Upstream.values())
        .map(upstream -> target.start(new Shape(5, 2, 3)).upstream(upstream).build())
        .toList();
  }
}
