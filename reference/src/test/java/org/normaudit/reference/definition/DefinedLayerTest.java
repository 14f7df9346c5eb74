package org.normaudit.reference.definition;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.NormalizationLayerContract;
import org.normaudit.reference.contract.Steps;

/** The definitions in binary64 keep the contract too. */
class DefinedLayerTest extends NormalizationLayerContract {

  @Override
  protected NormalizationLayer layer() {
    return new DefinedLayer<>("definition", Binary64.INSTANCE, Dtype.FLOAT64);
  }

  @Test
  void aLayerWithoutAConventionIsUnsupported() {
    Map<LayerKind, Convention> one =
        Map.of(LayerKind.BATCH_NORM, Convention.paper(LayerKind.BATCH_NORM));
    NormalizationLayer layer =
        new DefinedLayer<>("definition", Binary64.INSTANCE, Dtype.FLOAT64, one);
    LayerInput step =
        new Steps(Dtype.FLOAT64, 60)
            .step(LayerKind.BATCH_RENORM, Mode.TRAINING, new Shape(2, 1, 1), 1);
    assertThrows(UnsupportedOperationException.class, () -> layer.run(step));
  }
}
