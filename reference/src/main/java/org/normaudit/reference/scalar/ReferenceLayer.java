package org.normaudit.reference.scalar;

import java.util.EnumSet;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;

/**
 * The scalar layers, in plain loops over binary64, under the papers' conventions. Inputs of a
 * narrower format are taken over exactly, and each result is rounded once to that format.
 */
public final class ReferenceLayer implements NormalizationLayer {
  private static final Capabilities CAPABILITIES =
      new Capabilities(
          "reference",
          "Java " + Runtime.version() + ", scalar binary64 loops",
          EnumSet.allOf(LayerKind.class),
          EnumSet.allOf(Mode.class),
          Dtype.standard(),
          EnumSet.allOf(Quantity.class));

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public LayerOutput run(LayerInput input) {
    CAPABILITIES.require(input);
    LayerOutput output =
        switch (input.layer()) {
          case BATCH_NORM -> ScalarBatchNormalization.run(input);
          case BATCH_RENORM -> ScalarBatchRenormalization.run(input);
          case LAYER_NORM, INSTANCE_NORM, GROUP_NORM, RMS_NORM ->
              ScalarSampleNormalization.run(input);
        };
    return output.rounded(input.dtype());
  }
}
