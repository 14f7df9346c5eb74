package org.normaudit.verification.lab.grade;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.normaudit.reference.Dtype;

/**
 * Names the algorithm whose errors those of a subject are most like. All thresholds come from
 * probabilities: the class must be more likely than all others together, and the errors must be
 * ones that it makes.
 */
final class Classifier {
  /** How often errors that fit may be called unknown by chance. */
  private static final double FALSE_ALARMS = 1.0 / 1_000_000;

  private final List<Hypothesis> hypotheses;
  private final List<Profile> profiles = new ArrayList<>();
  private final int probes;

  /**
   * @param seed of the probes that the hypotheses are run on, not those of the subject
   */
  Classifier(Dtype dtype, long seed) {
    hypotheses = Hypothesis.all(dtype);
    List<Probe> own = Probe.all(dtype, seed);
    probes = own.size();
    for (Hypothesis hypothesis : hypotheses) {
      profiles.add(Profile.of(hypothesis, own, dtype));
    }
  }

  /**
   * @param t the mean size of the errors on each probe
   */
  AlgorithmClass classify(double[] t) {
    Map<AlgorithmClass, Double> best = new EnumMap<>(AlgorithmClass.class);
    double chiSquared = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    AlgorithmClass winner = AlgorithmClass.UNKNOWN;
    for (int i = 0; i < profiles.size(); i++) {
      AlgorithmClass name = hypotheses.get(i).algorithm();
      double likelihood = profiles.get(i).logLikelihood(t, Probe.CHANNELS);
      best.merge(name, likelihood, Math::max);
      if (likelihood > highest) {
        highest = likelihood;
        winner = name;
        chiSquared = profiles.get(i).chiSquared(t, Probe.CHANNELS);
      }
    }
    double all = 0;
    for (double likelihood : best.values()) {
      all += Math.exp(likelihood - highest);
    }
    double surprise =
        1 - new ChiSquaredDistribution(null, probes).cumulativeProbability(chiSquared);
    return 2 > all && surprise > FALSE_ALARMS ? winner : AlgorithmClass.UNKNOWN;
  }
}
