package org.normaudit.benchmarks.peers;

import java.util.EnumSet;
import java.util.Set;
import org.nd4j.linalg.factory.Nd4j;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Mode;

/**
 * DL4J's layer, in training: its backward pass takes the batch's statistics whatever the forward
 * pass took, so there is no pair of passes at inference.
 */
record Dl4j() implements Peer {
  @Override
  public String name() {
    return "dl4j";
  }

  @Override
  public String version() {
    return "DL4J %s, %d threads"
        .formatted(
            Natives.version("org.deeplearning4j", "deeplearning4j-nn"),
            Nd4j.getEnvironment().maxThreads());
  }

  @Override
  public Set<Mode> modes() {
    return EnumSet.of(Mode.TRAINING);
  }

  @Override
  public Set<Dtype> dtypes() {
    return Dtype.setOf(Dtype.FLOAT32, Dtype.FLOAT64);
  }

  @Override
  public BenchmarkedStep open(LayerInput step) {
    return new Dl4jStep(step);
  }
}
