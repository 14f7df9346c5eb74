package org.normaudit.reference.scalar;

import org.normaudit.reference.Dtype;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.contract.NormalizationLayerContract;
import org.normaudit.reference.contract.Precision;

class ReferenceLayerTest extends NormalizationLayerContract {

  @Override
  protected NormalizationLayer layer() {
    return new ReferenceLayer();
  }

  @Override
  protected Precision precision(Dtype dtype) {
    return Precision.computing(Dtype.FLOAT64, dtype);
  }
}
