package org.normaudit.verification.core.audit;

import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Property;
import org.normaudit.verification.core.cases.CaseBuilder;
import org.normaudit.verification.core.cases.CaseLine;

/** A layer in a mode and a format: what a {@link CaseFamily} gives cases for. */
record CaseTarget(Layer layer, Mode mode, Dtype dtype) {

  /** A case of that shape with the usual settings, to be changed and built. */
  CaseBuilder start(Shape shape) {
    return new CaseBuilder(CaseLine.standard(layer, mode, dtype, shape));
  }

  /** Whether the layer keeps running statistics. */
  boolean isStateful() {
    return layer.is(Property.STATEFUL);
  }

  /** Whether the format has the digits of binary32 at least. */
  boolean isWide() {
    return dtype.precision() >= Dtype.FLOAT32.precision();
  }
}
