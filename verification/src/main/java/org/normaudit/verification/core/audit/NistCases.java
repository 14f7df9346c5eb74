package org.normaudit.verification.core.audit;

import java.util.List;
import java.util.stream.IntStream;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;
import org.normaudit.verification.core.cases.Data;

/** The sets of the NIST Statistical Reference Datasets that a formula gives. */
final class NistCases implements CaseFamily {
  @Override
  public String name() {
    return "nist";
  }

  @Override
  public String purpose() {
    return "The sets of the NIST Statistical Reference Datasets that a formula gives.";
  }

  @Override
  public Scope scope() {
    return Scope.FORMAT;
  }

  @Override
  public boolean applies(CaseTarget target) {
    return target.isWide();
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return IntStream.rangeClosed(1, 4)
        .mapToObj(
            set -> {
              int count = set == 1 ? 3 : 1001;
              Shape shape = target.isStateful() ? new Shape(count, 1, 1) : new Shape(1, 1, count);
              return target.start(shape).data(new Data.Nist("NumAcc" + set)).build();
            })
        .toList();
  }
}
