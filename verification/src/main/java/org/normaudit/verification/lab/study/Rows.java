package org.normaudit.verification.lab.study;

/**
 * Labelled examples, and how well logits fit them.
 *
 * <p>Exponentials and logarithms are those of {@link StrictMath}, so that a run gives the same
 * numbers on every machine.
 *
 * @param x one row an example
 * @param label −1 or 1, one a row
 */
record Rows(double[] x, double[] label) {

  /** The share of logits with the sign of their label. */
  double accuracy(double[] logits) {
    int right = 0;
    for (int i = 0; i < label.length; i++) {
      if (label[i] * logits[i] > 0) {
        right++;
      }
    }
    return (double) right / label.length;
  }

  /** The mean logistic loss, log(1 + exp(−label·logit)). */
  double loss(double[] logits) {
    double sum = 0;
    for (int i = 0; i < label.length; i++) {
      double margin = label[i] * logits[i];
      sum += StrictMath.log1p(StrictMath.exp(-Math.abs(margin))) + Math.max(0, -margin);
    }
    return sum / label.length;
  }

  /** The gradient of the mean loss, one value a logit. */
  double[] lossGradient(double[] logits) {
    double[] gradient = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      gradient[i] = -label[i] / (1 + StrictMath.exp(label[i] * logits[i])) / logits.length;
    }
    return gradient;
  }
}
