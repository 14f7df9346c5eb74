package org.normaudit.verification.core.audit;

import java.util.List;
import org.normaudit.reference.Shape;
import org.normaudit.verification.core.cases.Case;

/** Odd and even counts of channels and values, primes, one value, channels last, planes. */
final class ShapeCases implements CaseFamily {
  static final List<Shape> SHAPES =
      List.of(
          new Shape(1, 3, 1),
          new Shape(2, 1, 1),
          new Shape(3, 2, 1),
          new Shape(1, 5, 2),
          new Shape(7, 3, 1),
          new Shape(2, 3, 5),
          new Shape(16, 5, 1),
          new Shape(1, 2, 37),
          new Shape(8, 4, 9),
          new Shape(3, 7, 11),
          new Shape(64, 3, 1),
          new Shape(13, 17, 1),
          new Shape(2, 2, 128),
          new Shape(5, 1, 101));

  @Override
  public String name() {
    return "shapes";
  }

  @Override
  public String purpose() {
    return "Odd and even counts of channels and values, primes, one value, channels last, planes.";
  }

  @Override
  public List<Case> cases(CaseTarget target) {
    return SHAPES.stream().map(shape -> target.start(shape).build()).toList();
  }
}
