package org.normaudit.verification.cli;

import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.verification.variants.VarianceAlgorithm;
import org.normaudit.verification.variants.Variant;
import org.normaudit.verification.variants.VariantLayer;

/** A layer whose variance is computed as a system property says: the same layer, rewritten. */
public final class AlgorithmOfChoice implements NormalizationLayer {
  static final String PROPERTY = "normaudit.test.algorithm";

  private final NormalizationLayer layer =
      new VariantLayer(
          Variant.plain(Dtype.FLOAT32)
              .with(VarianceAlgorithm.valueOf(System.getProperty(PROPERTY))));

  /** Made by the audit. */
  public AlgorithmOfChoice() {}

  @Override
  public Capabilities capabilities() {
    return layer.capabilities();
  }

  @Override
  public LayerOutput run(LayerInput input) {
    return layer.run(input);
  }
}
