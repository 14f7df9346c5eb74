package org.normaudit.verification.bugs;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.verification.bugs.SeededBug.Kind;
import org.normaudit.verification.variants.VarianceAlgorithm;

/** Mistakes of the layers with the statistics of a sample. */
final class SampleBugs {
  static final Set<LayerKind> LAYERS =
      EnumSet.of(
          LayerKind.LAYER_NORM, LayerKind.INSTANCE_NORM, LayerKind.GROUP_NORM, LayerKind.RMS_NORM);
  private static final Set<LayerKind> CENTERED =
      EnumSet.of(LayerKind.LAYER_NORM, LayerKind.INSTANCE_NORM, LayerKind.GROUP_NORM);
  private static final Set<LayerKind> SEVERAL_CHANNELS =
      EnumSet.of(LayerKind.LAYER_NORM, LayerKind.GROUP_NORM, LayerKind.RMS_NORM);
  private static final Set<LayerKind> GROUPS = EnumSet.of(LayerKind.GROUP_NORM);
  private static final Set<LayerKind> RMS = EnumSet.of(LayerKind.RMS_NORM);

  private SampleBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "sample-bessel",
                Kind.FORWARD,
                CENTERED,
                "normalizes a sample with Bessel's variance instead of the biased one")
            .under(c -> c.withNormalizing(Correction.BESSEL)),
        new SeededBug(
                "sample-epsilon-outside",
                Kind.FORWARD,
                LAYERS,
                "adds epsilon to the root of a sample's variance instead of the variance")
            .under(c -> c.with(Convention.Epsilon.OUTSIDE)),
        new SeededBug(
                "rms-subtracts-mean",
                Kind.FORWARD,
                RMS,
                "subtracts the mean before it takes the root mean square")
            .by(recipe -> recipe.ofSample.centers = in -> true),
        new SeededBug(
                "rms-gradient-of-mean",
                Kind.BACKWARD,
                RMS,
                "subtracts the mean of the gradient though no mean was subtracted")
            .by(recipe -> recipe.ofSample.centersGradient = in -> true),
        new SeededBug(
                "groups-interleaved",
                Kind.LAYOUT,
                GROUPS,
                "takes every G-th channel for a group instead of neighbours")
            .by(recipe -> recipe.ofSample.set = SampleBugs::interleaved),
        new SeededBug(
                "groups-as-group-size",
                Kind.LAYOUT,
                GROUPS,
                "takes the number of groups for the number of channels in a group")
            .by(recipe -> recipe.ofSample.set = SampleBugs::bySize),
        new SeededBug("groups-ignored", Kind.LAYOUT, GROUPS, "normalizes all channels as one group")
            .by(recipe -> recipe.ofSample.set = (in, i) -> i / sampleSize(in)),
        new SeededBug(
                "statistics-over-batch",
                Kind.FORWARD,
                LAYERS,
                "takes the statistics over all samples instead of each")
            .by(
                recipe ->
                    recipe.ofSample.set = (in, i) -> i % sampleSize(in) / in.statistics().inner()),
        new SeededBug(
                "gamma-of-the-group",
                Kind.LAYOUT,
                SEVERAL_CHANNELS,
                "takes gamma and beta of the first channel for all that share statistics")
            .by(recipe -> recipe.ofSample.channel = SampleBugs::firstOfGroup),
        new SeededBug(
                "gamma-along-the-position",
                Kind.LAYOUT,
                LAYERS,
                "broadcasts gamma and beta along the last dimension instead of the channels")
            .by(
                recipe ->
                    recipe.ofSample.channel =
                        (in, i) ->
                            in.shape().inner() == 1
                                ? SampleRecipe.channel(in, i)
                                : i % in.shape().inner() % in.shape().channels()),
        new SeededBug(
                "gamma-after-the-projection",
                Kind.BACKWARD,
                SEVERAL_CHANNELS,
                "projects dy and multiplies by gamma afterwards, as if gamma were one number")
            .by(recipe -> recipe.ofSample.gammaLast = true),
        new SeededBug(
                "sample-mean-held",
                Kind.BACKWARD,
                CENTERED,
                "lets no gradient flow through the mean of a sample")
            .by(recipe -> recipe.ofSample.centersGradient = in -> false),
        new SeededBug(
                "sample-spread-held",
                Kind.BACKWARD,
                LAYERS,
                "lets no gradient flow through the spread of a sample")
            .by(recipe -> recipe.ofSample.projects = false),
        new SeededBug(
                "first-sample-only",
                Kind.BACKWARD,
                LAYERS,
                "sums the gradients of gamma and beta over the first sample only")
            .by(recipe -> recipe.ofSample.summed = sample -> sample == 0),
        new SeededBug(
                "mean-over-samples",
                Kind.BACKWARD,
                LAYERS,
                "divides the gradients of gamma and beta by the number of samples")
            .by(
                recipe -> {
                  recipe.tells(Quantity.DGAMMA, SampleBugs::perSample);
                  recipe.tells(Quantity.DBETA, SampleBugs::perSample);
                }),
        new SeededBug(
                "running-statistics-at-inference",
                Kind.STATE,
                LAYERS,
                "gives x itself at inference, as if mean 0 and variance 1 had been kept")
            .by(
                recipe ->
                    recipe.tells(
                        Quantity.Y, (in, y) -> in.mode() == Mode.INFERENCE ? in.x().clone() : y)),
        new SeededBug(
                "sample-one-pass",
                Kind.PRECISION,
                CENTERED,
                "computes a sample's variance as E[x^2] - E[x]^2")
            .onePass()
            .in(Dtype.FLOAT32)
            .by(recipe -> recipe.ofSample.algorithm = VarianceAlgorithm.ONE_PASS));
  }

  private static int sampleSize(LayerInput in) {
    return in.shape().channels() * in.shape().inner();
  }

  private static int interleaved(LayerInput in, int i) {
    int groups = in.groups();
    return i / sampleSize(in) * groups + SampleRecipe.channel(in, i) % groups;
  }

  private static int bySize(LayerInput in, int i) {
    Shape shape = in.shape();
    int groups = shape.channels() / in.groups();
    return i / sampleSize(in) * groups + SampleRecipe.channel(in, i) / in.groups();
  }

  private static int firstOfGroup(LayerInput in, int i) {
    int inGroup = in.block(0).channels();
    return SampleRecipe.channel(in, i) / inGroup * inGroup;
  }

  private static double[] perSample(LayerInput in, double[] sums) {
    double[] means = sums.clone();
    for (int c = 0; c < means.length; c++) {
      means[c] /= Math.max(1, in.shape().outer());
    }
    return means;
  }
}
