package org.normaudit.reference.definition;

import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.contract.NormalizationLayerContract;

/** The definitions in binary64 keep the contract too. */
class DefinedLayerTest extends NormalizationLayerContract {

  @Override
  protected NormalizationLayer layer() {
    return new DefinedLayer<>("definition", Binary64.INSTANCE, Dtype.FLOAT64);
  }
}
