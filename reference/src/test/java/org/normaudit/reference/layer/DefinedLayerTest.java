package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.ImplementedLayer;
import org.normaudit.reference.contract.NormalizationLayerContract;
import org.normaudit.reference.contract.Steps;

/** The definitions in binary64 keep the contract too. */
class DefinedLayerTest extends NormalizationLayerContract {

  @Override
  protected NormalizationLayer layer() {
    return new ImplementedLayer(new DefinedLayer<>("definition", Binary64.INSTANCE, Dtype.FLOAT64));
  }

  @Test
  void aLayerWithoutAConventionIsUnsupported() {
    Layer batchNorm = Layers.of("batchnorm");
    Map<Layer, Convention> one = Map.of(batchNorm, batchNorm.paper());
    Implementation layer = new DefinedLayer<>("definition", Binary64.INSTANCE, Dtype.FLOAT64, one);
    Step step =
        ClassicalView.step(
            new Steps(Dtype.FLOAT64, 60)
                .step(LayerKind.BATCH_RENORM, Mode.TRAINING, new Shape(2, 1, 1), 1));
    assertThrows(UnsupportedOperationException.class, () -> layer.run(step));
  }
}
