package com.example.layers;

/** Somebody's own layer: batch normalization of float images in NCHW order, for training. */
public final class BatchNorm2d {
  private final int channels;
  private final float epsilon;
  private final float momentum;
  private final float[] gamma;
  private final float[] beta;
  private final float[] runningMean;
  private final float[] runningVariance;
  private float[] normalized = {};
  private float[] deviations = {};

  /** γ = 1, β = 0, running mean 0, running variance 1. */
  public BatchNorm2d(int channels, float epsilon, float momentum) {
    this.channels = channels;
    this.epsilon = epsilon;
    this.momentum = momentum;
    gamma = filled(channels, 1);
    beta = new float[channels];
    runningMean = new float[channels];
    runningVariance = filled(channels, 1);
  }

  private static float[] filled(int length, float value) {
    float[] array = new float[length];
    java.util.Arrays.fill(array, value);
    return array;
  }

  /** The scale, one a channel; may be written to. */
  public float[] gamma() {
    return gamma;
  }

  /** The shift, one a channel; may be written to. */
  public float[] beta() {
    return beta;
  }

  /** The running mean, one a channel; may be written to. */
  public float[] runningMean() {
    return runningMean;
  }

  /** The running variance, one a channel; may be written to. */
  public float[] runningVariance() {
    return runningVariance;
  }

  /** y for n images of {@code pixels} pixels; updates the running statistics. */
  public float[] forward(float[] x, int n, int pixels) {
    float[] y = new float[x.length];
    normalized = new float[x.length];
    deviations = new float[channels];
    float count = n * pixels;
    if (count == 0) {
      return y; // An empty batch has no statistics.
    }
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      for (int k = 0; k < n * pixels; k++) {
        sum += x[at(c, k, pixels)];
      }
      float mean = (float) (sum / count);
      double squares = 0;
      for (int k = 0; k < n * pixels; k++) {
        double deviation = x[at(c, k, pixels)] - mean;
        squares += deviation * deviation;
      }
      float variance = (float) (squares / count);
      deviations[c] = (float) Math.sqrt(variance + epsilon);
      for (int k = 0; k < n * pixels; k++) {
        int i = at(c, k, pixels);
        normalized[i] = (x[i] - mean) / deviations[c];
        y[i] = gamma[c] * normalized[i] + beta[c];
      }
      runningMean[c] += momentum * (mean - runningMean[c]);
      runningVariance[c] += momentum * (variance - runningVariance[c]);
    }
    return y;
  }

  /** dx for the upstream gradient of the last {@link #forward}; adds to dgamma and dbeta. */
  public float[] backward(float[] dy, int n, int pixels, float[] dgamma, float[] dbeta) {
    float[] dx = new float[dy.length];
    float count = n * pixels;
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      double product = 0;
      for (int k = 0; k < n * pixels; k++) {
        int i = at(c, k, pixels);
        sum += dy[i];
        product += (double) dy[i] * normalized[i];
      }
      dbeta[c] += (float) sum;
      dgamma[c] += (float) product;
      for (int k = 0; k < n * pixels; k++) {
        int i = at(c, k, pixels);
        double projected = dy[i] - sum / count - normalized[i] * (product / count);
        dx[i] = (float) (gamma[c] / deviations[c] * projected);
      }
    }
    return dx;
  }

  // The k-th value of a channel.
  private int at(int c, int k, int pixels) {
    return (k / pixels * channels + c) * pixels + k % pixels;
  }
}
