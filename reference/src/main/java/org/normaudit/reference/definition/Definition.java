package org.normaudit.reference.definition;

import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerKind;

/** A layer as its paper writes it, one block of channels at a time, over any arithmetic. */
public interface Definition {

  /**
   * Everything that the step gives for one block: the output, the running statistics after the
   * step, the gradients where the input has an upstream one, and the double backward where it asks
   * for one and the convention has a formula for it.
   *
   * <p>For m = 0 the vectors are empty, the sums 0, and the running statistics stay.
   *
   * @throws IllegalArgumentException for Bessel's correction of a single value
   */
  <T> ChannelOutput<T> evaluate(Arithmetic<T> a, ChannelInput<T> in);

  /** The definition of a layer under a convention. */
  static Definition of(LayerKind layer, Convention convention) {
    Definition learned =
        switch (layer) {
          case BATCH_NORM -> new BatchNormalization(convention);
          case BATCH_RENORM -> new BatchRenormalization(convention);
          case LAYER_NORM, INSTANCE_NORM, GROUP_NORM, RMS_NORM ->
              new SampleNormalization(convention, layer.isCentered());
        };
    return convention.scale() == Convention.Scale.LEARNED ? learned : new FixedScale(learned);
  }
}
