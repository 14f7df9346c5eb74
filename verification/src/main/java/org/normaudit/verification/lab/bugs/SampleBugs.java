package org.normaudit.verification.lab.bugs;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.layer.Extent;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Name;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.lab.bugs.SeededBug.Kind;
import org.normaudit.verification.lab.variants.VarianceAlgorithm;

/** Mistakes of the layers with the statistics of a sample. */
final class SampleBugs {
  static final Set<Layer> LAYERS =
      Layers.where(layer -> !layer.is(Property.OVER_BATCH) && layer.hasOneInputAndOutput());
  private static final Set<Layer> CENTERED =
      Layers.where(layer -> LAYERS.contains(layer) && layer.is(Property.SHIFT_INVARIANT));
  private static final Set<Layer> SEVERAL_CHANNELS =
      Layers.where(layer -> LAYERS.contains(layer) && layer.joinsChannels());
  private static final Set<Layer> GROUPS = Layers.where(layer -> layer.has(Settings.GROUPS));
  private static final Set<Layer> RMS =
      Layers.where(layer -> LAYERS.contains(layer) && !layer.is(Property.SHIFT_INVARIANT));

  private SampleBugs() {}

  static List<SeededBug> all() {
    return List.of(
        new SeededBug(
                "sample-bessel",
                Kind.FORWARD,
                CENTERED,
                "normalizes a sample with Bessel's variance instead of the biased one")
            .under(c -> c.with(Coordinates.NORMALIZING, Correction.BESSEL)),
        new SeededBug(
                "sample-epsilon-outside",
                Kind.FORWARD,
                LAYERS,
                "adds epsilon to the root of a sample's variance instead of the variance")
            .under(c -> c.with(Coordinates.EPSILON, Convention.Epsilon.OUTSIDE)),
        new SeededBug(
                "rms-subtracts-mean",
                Kind.FORWARD,
                RMS,
                "subtracts the mean before it takes the root mean square")
            .by(mutation -> mutation.centers = true),
        new SeededBug(
                "rms-gradient-of-mean",
                Kind.BACKWARD,
                RMS,
                "subtracts the mean of the gradient though no mean was subtracted")
            .by(
                mutation ->
                    mutation.replace(
                        Name.REST_G,
                        (c, g) -> {
                          double mean = c.mean(g);
                          return Arrays.stream(g).map(v -> c.a.subtract(v, mean)).toArray();
                        })),
        new SeededBug(
                "groups-interleaved",
                Kind.LAYOUT,
                GROUPS,
                "takes every G-th channel for a group instead of neighbours")
            .by(mutation -> mutation.statistics = SampleBugs::interleaved),
        new SeededBug(
                "groups-as-group-size",
                Kind.LAYOUT,
                GROUPS,
                "takes the number of groups for the number of channels in a group")
            .by(mutation -> mutation.statistics = SampleBugs::bySize),
        new SeededBug("groups-ignored", Kind.LAYOUT, GROUPS, "normalizes all channels as one group")
            .by(mutation -> mutation.statistics = (in, i) -> i / sampleSize(in)),
        new SeededBug(
                "statistics-over-batch",
                Kind.FORWARD,
                LAYERS,
                "takes the statistics over all samples instead of each")
            .by(
                mutation ->
                    mutation.statistics =
                        (in, i) -> i % sampleSize(in) / in.statistics().view().inner()),
        new SeededBug(
                "gamma-of-the-group",
                Kind.LAYOUT,
                SEVERAL_CHANNELS,
                "takes gamma and beta of the first channel for all that share statistics")
            .by(mutation -> mutation.parameters = SampleBugs::firstOfGroup),
        new SeededBug(
                "gamma-along-the-position",
                Kind.LAYOUT,
                LAYERS,
                "broadcasts gamma and beta along the last dimension instead of the channels")
            .by(
                mutation ->
                    mutation.parameters =
                        (in, i) ->
                            in.shape().inner() == 1
                                ? Extent.CHANNEL.of(in.shape(), i)
                                : i % in.shape().inner() % in.shape().channels()),
        new SeededBug(
                "gamma-after-the-projection",
                Kind.BACKWARD,
                SEVERAL_CHANNELS,
                "projects dy and multiplies by gamma afterwards, as if gamma were one number")
            .by(
                mutation -> {
                  mutation.replace(Name.G, (c, g) -> c.dy());
                  mutation.replace(Roles.DX, (c, dx) -> c.times(dx, c.gammas()));
                }),
        new SeededBug(
                "sample-mean-held",
                Kind.BACKWARD,
                CENTERED,
                "lets no gradient flow through the mean of a sample")
            .by(mutation -> mutation.value(Name.MEAN_G, c -> 0)),
        new SeededBug(
                "sample-spread-held",
                Kind.BACKWARD,
                LAYERS,
                "lets no gradient flow through the spread of a sample")
            .by(mutation -> mutation.value(Name.PROJECTION, c -> 0)),
        new SeededBug(
                "first-sample-only",
                Kind.BACKWARD,
                LAYERS,
                "sums the gradients of gamma and beta over the first sample only")
            .by(
                mutation -> {
                  mutation.replace(
                      Roles.DGAMMA,
                      (c, sums) ->
                          c.learnsScale()
                              ? ofFirst(c, sums, c.times(c.dy(), c.all(Name.NORMALIZED)))
                              : sums);
                  mutation.replace(Roles.DBETA, (c, sums) -> ofFirst(c, sums, c.dy()));
                }),
        new SeededBug(
                "mean-over-samples",
                Kind.BACKWARD,
                LAYERS,
                "divides the gradients of gamma and beta by the number of samples")
            .by(
                mutation -> {
                  mutation.tells(Roles.DGAMMA, SampleBugs::perSample);
                  mutation.tells(Roles.DBETA, SampleBugs::perSample);
                }),
        new SeededBug(
                "running-statistics-at-inference",
                Kind.STATE,
                LAYERS,
                "gives x itself at inference, as if mean 0 and variance 1 had been kept")
            .by(
                mutation ->
                    mutation.tells(
                        Roles.Y, (in, y) -> in.mode() == Mode.INFERENCE ? in.x().clone() : y)),
        new SeededBug(
                "sample-one-pass",
                Kind.PRECISION,
                CENTERED,
                "computes a sample's variance as E[x^2] - E[x]^2")
            .onePass()
            .in(Dtype.FLOAT32)
            .by(mutation -> mutation.variance = VarianceAlgorithm.ONE_PASS));
  }

  private static int sampleSize(Step in) {
    return in.shape().channels() * in.shape().inner();
  }

  private static int interleaved(Step in, int i) {
    int groups = in.get(Settings.GROUPS);
    return i / sampleSize(in) * groups + Extent.CHANNEL.of(in.shape(), i) % groups;
  }

  private static int bySize(Step in, int i) {
    Shape shape = in.shape();
    int groups = shape.channels() / in.get(Settings.GROUPS);
    return i / sampleSize(in) * groups + Extent.CHANNEL.of(in.shape(), i) / in.get(Settings.GROUPS);
  }

  private static int firstOfGroup(Step in, int i) {
    int inGroup = in.block(0).channels();
    return Extent.CHANNEL.of(in.shape(), i) / inGroup * inGroup;
  }

  // Σ over the first sample's values of each channel; a gradient that is not learned stays 0.
  private static double[] ofFirst(Site c, double[] sums, double[] terms) {
    double[] first = new double[sums.length];
    for (int p = 0; p < first.length; p++) {
      double[] own =
          Arrays.stream(c.ownOf(p))
              .filter(k -> c.elements()[k] < sampleSize(c.step()))
              .mapToDouble(k -> terms[k])
              .toArray();
      first[p] = c.sum(own);
    }
    return first;
  }

  private static double[] perSample(Step in, double[] sums) {
    double[] means = sums.clone();
    for (int c = 0; c < means.length; c++) {
      means[c] /= Math.max(1, in.shape().outer());
    }
    return means;
  }
}
