package org.normaudit.verification.lab.study;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.random.RandomGenerator;
import org.normaudit.reference.Mode;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.StepOutput;

/**
 * One hidden layer and one logistic output: z = Wx, normalized (or shifted by β where there is no
 * normalization), h = max(0, ·), logit = v·h + b. Trained by plain gradient descent on the mean
 * logistic loss, with the analytic gradients of the normalization layer.
 */
final class Perceptron {
  private final int inputs;
  private final int hidden;
  private final double[] w;
  private final double[] v;
  private final double[] beta;
  private final Optional<Normalizer> normalizer;
  private double bias;

  /**
   * Weights from normal draws: W of variance scale²/inputs, v of variance 1/hidden.
   *
   * @param setting of the normalization; none for a network without
   */
  Perceptron(
      int inputs,
      int hidden,
      double scale,
      Optional<Normalizer.Setting> setting,
      RandomGenerator random) {
    this.inputs = inputs;
    this.hidden = hidden;
    this.w = new double[hidden * inputs];
    this.v = new double[hidden];
    this.beta = new double[hidden];
    for (int k = 0; k < w.length; k++) {
      w[k] = scale * (random.nextGaussian() / Math.sqrt(inputs));
    }
    for (int j = 0; j < hidden; j++) {
      v[j] = random.nextGaussian() / Math.sqrt(hidden);
    }
    this.normalizer = setting.map(s -> new Normalizer(s, hidden));
  }

  /** The normalization layer. */
  Normalizer normalizer() {
    return normalizer.orElseThrow();
  }

  /** W, one row a hidden unit; not a copy. */
  double[] weights() {
    return w;
  }

  /** The logits of all rows in either mode; nothing is updated. */
  double[] logits(double[] x, Mode mode) {
    return output(rectified(normalized(preactivations(x), mode)));
  }

  /** Takes the statistics of these rows for the running ones. */
  void estimate(double[] x) {
    normalizer().estimate(preactivations(x));
  }

  /**
   * One step down the gradient.
   *
   * @param rate the learning rate
   * @param weightRate that of W
   * @return what the normalization layer gave, where there is one
   */
  Optional<StepOutput> train(Rows batch, double rate, double weightRate) {
    double[] z = preactivations(batch.x());
    double[] y = normalized(z, Mode.TRAINING);
    double[] h = rectified(y);
    double[] dlogit = batch.lossGradient(output(h));
    double[] dy = new double[h.length];
    double[] dv = new double[hidden];
    double db = 0;
    for (int i = 0; i < dlogit.length; i++) {
      db += dlogit[i];
      for (int j = 0; j < hidden; j++) {
        int at = i * hidden + j;
        dv[j] += dlogit[i] * h[at];
        dy[at] = y[at] > 0 ? dlogit[i] * v[j] : 0;
      }
    }
    Optional<StepOutput> out = normalizer.map(n -> n.train(z, dy, rate));
    double[] dz = out.map(o -> o.get(Roles.DX)).orElse(dy);
    if (normalizer.isEmpty()) {
      descendBeta(dy, rate);
    }
    for (int i = 0; i < dlogit.length; i++) {
      for (int j = 0; j < hidden; j++) {
        double step = weightRate * dz[i * hidden + j];
        for (int d = 0; d < inputs; d++) {
          w[j * inputs + d] -= step * batch.x()[i * inputs + d];
        }
      }
    }
    for (int j = 0; j < hidden; j++) {
      v[j] -= rate * dv[j];
    }
    bias -= rate * db;
    return out;
  }

  private void descendBeta(double[] dy, double rate) {
    for (int k = 0; k < dy.length; k++) {
      beta[k % hidden] -= rate * dy[k];
    }
  }

  /** Wx of all rows. */
  double[] preactivations(double[] x) {
    int m = x.length / inputs;
    double[] z = new double[m * hidden];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < hidden; j++) {
        double sum = 0;
        for (int d = 0; d < inputs; d++) {
          sum += w[j * inputs + d] * x[i * inputs + d];
        }
        z[i * hidden + j] = sum;
      }
    }
    return z;
  }

  private double[] normalized(double[] z, Mode mode) {
    if (normalizer.isPresent()) {
      return normalizer.get().apply(z, mode);
    }
    double[] y = z.clone();
    for (int k = 0; k < y.length; k++) {
      y[k] += beta[k % hidden];
    }
    return y;
  }

  private static double[] rectified(double[] y) {
    return Arrays.stream(y).map(each -> Math.max(0, each)).toArray();
  }

  private double[] output(double[] h) {
    double[] logits = new double[h.length / hidden];
    for (int i = 0; i < logits.length; i++) {
      double sum = bias;
      for (int j = 0; j < hidden; j++) {
        sum += v[j] * h[i * hidden + j];
      }
      logits[i] = sum;
    }
    return logits;
  }
}
