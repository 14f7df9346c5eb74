package org.normaudit.verification.cli;

import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.reference.layer.Supported;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;
import org.normaudit.verification.lab.variants.Variant;
import org.normaudit.verification.lab.variants.VariantLayer;

/** A layer whose variance is computed as a system property says: the same layer, rewritten. */
public final class AlgorithmOfChoice implements Implementation {
  static final String PROPERTY = "normaudit.test.algorithm";

  private final Implementation layer =
      VariantLayer.of(
          Variant.plain(Dtype.FLOAT32)
              .with(VarianceAlgorithm.valueOf(System.getProperty(PROPERTY))));

  /** Made by the audit. */
  public AlgorithmOfChoice() {}

  @Override
  public Supported supported() {
    return layer.supported();
  }

  @Override
  public StepOutput run(Step input) {
    return layer.run(input);
  }
}
