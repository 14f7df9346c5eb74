package org.normaudit.verification.lab.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;

/**
 * How far training's output lies from inference's, on normal data and with the running statistics
 * of the population: G = ū((y_training − y_inference)²).
 *
 * <p>With r* = σ_B and d* = μ_B the corrections before clipping, the gap of an element is x̂⁰(r −
 * r*) + (d − d*), and as ū(x̂⁰) = 0 and ū(x̂⁰²) = 1, G = (r − r*)² + (d − d*)². Batch normalization
 * has r = 1 and d = 0, so E[G] = E[(1−σ_B)²] + 1/m = 2(1 − E[σ_B]), about 3/(2m). Clipped
 * renormalization has E[G] from {@link ClippedMoments}, unclipped it has 0.
 */
record InferenceGap(Implementation layer) implements Study {
  private static final int[] BATCHES = {2, 4, 8, 16, 32, 64};
  private static final int DRAWS = 20_000;

  // Tight enough that a good part of all batches is clipped at every size.
  private static final Clip CLIPPED = Clip.symmetric(1.1, 0.1);
  private static final Clip UNCLIPPED =
      Clip.symmetric(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  @Override
  public String name() {
    return "inference-gap";
  }

  @Override
  public String claim() {
    return "batch normalization's outputs differ between training and inference by 2(1 -"
        + " E[sigma_B]), about 3/(2m), in the mean square; clipped renormalization's by what"
        + " is clipped, unclipped renormalization's not at all";
  }

  @Override
  public String source() {
    return "arXiv:1702.03275, section 3, made exact for normal data";
  }

  @Override
  public String refutedBy() {
    return "a mean over "
        + DRAWS
        + " batches six of its standard errors away from the derived one; unclipped, an element"
        + " that differs by more than roundings";
  }

  @Override
  public int work() {
    return BATCHES.length;
  }

  @Override
  public Outcome run(long seed, Runnable progress) {
    List<Finding> findings = new ArrayList<>();
    int sizes = BATCHES.length;
    double[] m = new double[sizes];
    double[][] measured = new double[3][sizes];
    double[] predicted = new double[sizes];
    for (int i = 0; i < sizes; i++) {
      int batch = BATCHES[i];
      RandomGenerator random = NormalBatches.generator(seed, i);
      Gap norm = gap(draw(Studied.BATCH_NORM, Clip.NONE, batch, random));
      Gap clipped = gap(draw(Studied.BATCH_RENORM, CLIPPED, batch, random));
      Gap unclipped = gap(draw(Studied.BATCH_RENORM, UNCLIPPED, batch, random));
      m[i] = batch;
      predicted[i] = 2 * (1 - NormalBatches.meanSigma(batch));
      measured[0][i] = norm.square.mean();
      measured[1][i] = clipped.square.mean();
      measured[2][i] = unclipped.square.mean();
      findings.add(meanGap("batch normalization", batch, norm, predicted[i]));
      findings.add(
          meanGap("clipped renormalization", batch, clipped, ClippedMoments.gap(batch, CLIPPED)));
      findings.add(
          Finding.equal(
              String.format(
                  Locale.ROOT,
                  "largest gap of unclipped renormalization at m = %d, as a share of its roundings",
                  batch),
              unclipped.share,
              0,
              1,
              "u(4|x - mu_B| + 2|mu_B - mu| + 3|x - mu|)/sigma of each element"));
      progress.run();
    }
    return new Outcome(
        findings,
        List.of(
            Plot.logarithmic(
                "batch size",
                "mean squared gap",
                new Plot.Curve("batch normalization", m, measured[0]),
                new Plot.Curve("2(1 - E[sigma_B])", m, predicted),
                new Plot.Curve("renormalization, r_max 1.1, d_max 0.1", m, measured[1]),
                new Plot.Curve("renormalization, unclipped", m, measured[2]))));
  }

  private static Finding meanGap(String layer, int m, Gap gap, double expected) {
    return Finding.equal(
        String.format(Locale.ROOT, "mean squared gap of %s at m = %d", layer, m),
        gap.square.mean(),
        expected,
        gap.square.chance(),
        Sample.CHANCE);
  }

  private static Step draw(Layer kind, Clip clip, int m, RandomGenerator random) {
    return NormalBatches.draw(kind, m, DRAWS, random).withClip(clip);
  }

  /**
   * What was measured.
   *
   * @param square the mean squared gap of each batch
   * @param share the largest gap of an element as a share of its roundings
   */
  private record Gap(Sample square, double share) {}

  private Gap gap(Step in) {
    double[] training = layer.run(in).get(Roles.Y);
    double[] inference = layer.run(in.withMode(Mode.INFERENCE)).get(Roles.Y);
    int m = in.shape().count();
    Sample squares = new Sample();
    double share = 0;
    for (int c = 0; c < DRAWS; c++) {
      double mean = 0;
      for (int k = 0; k < m; k++) {
        mean += in.x()[in.shape().index(k, c, 0)] / m;
      }
      double square = 0;
      for (int k = 0; k < m; k++) {
        int at = in.shape().index(k, c, 0);
        double x = in.x()[at];
        double gap = training[at] - inference[at];
        square += gap * gap / m;
        double roundings =
            0x1p-53 * (4 * Math.abs(x - mean) + 2 * Math.abs(mean) + 3 * Math.abs(x));
        share = Math.max(share, Math.abs(gap) / roundings);
      }
      squares.add(square);
    }
    return new Gap(squares, share);
  }
}
