package org.normaudit.opencl;

/**
 * What float32 kernels do with a channel between its sums and its elements.
 *
 * <p>The variance is a corrected two-pass one in chunks, merged exactly enough to stay in that
 * class: T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for Computing the Sample Variance",
 * The American Statistician 37(3), 1983, equations (1.7) and (2.1),
 * doi:10.1080/00031305.1983.10483115. Let u be the unit roundoff, h the longest chain of additions
 * in a chunk. The first chunk is read twice: deviations are taken from its own rounded mean. A
 * later chunk, no longer than what came before, is read once, with deviations from the mean so far;
 * with n_a values before, n in the chunk and δ between their means, its squares add up to n·V_chunk
 * + n·δ², and it adds n·V_chunk + n·δ²·n_a/(n_a + n) to the total, at least half as much since n ≤
 * n_a. So the rounding of all squares together is at most 2(h+3)u relative to the total for all
 * data, and the condition number κ enters only as κ²u².
 *
 * <p>Everything here becomes OpenCL: plain loops, no {@code break}, no {@code switch}, no
 * assignment to a field.
 */
abstract class Float32Kernel extends Float32Buffers {
  Float32Kernel(ComputeDevice device) {
    super(device);
  }

  /**
   * Adds {@code n} values with mean high + low and squared deviations Σ(x−mean)² to the {@code
   * earlier} values whose moments lie at {@code at} and one and two {@code row}s on.
   *
   * <p>The mean is kept unevaluated, as mean + low: the square of a difference of two rounded means
   * would be wrong by N·κ·u.
   */
  void merge(int at, int row, float earlier, float n, float high, float low, float deviations) {
    float base = high;
    float step = low;
    float total = deviations;
    if (earlier > 0) {
      float weight = n / (earlier + n);
      float delta = (high - partial[at]) + (low - partial[at + row]);
      base = partial[at];
      step = partial[at + row] + delta * weight;
      total = partial[at + 2 * row] + (deviations + delta * delta * earlier * weight);
    }
    // TwoSum (Knuth): mean + error is base + step exactly.
    float mean = base + step;
    float part = mean - base;
    float error = (base - (mean - part)) + (step - part);
    partial[at] = mean;
    partial[at + row] = error;
    partial[at + 2 * row] = total;
  }

  /** From the moments of all slices of a channel to what its elements need. */
  void finishForward(int channel, int slice) {
    float mean = state[before + channel];
    float spread = state[before + channels + channel];
    float sigma = spread;
    float variance = 0;
    float r = 1;
    float d = 0;
    if (training == 1) {
      int row = slices * channels;
      int whole = at(WHOLE, slice, channel);
      for (int s = 0; s < slices; s++) {
        int of = at(MEAN, s, channel);
        float n = lastOf(s) - firstOf(s);
        merge(whole, row, firstOf(s), n, partial[of], partial[of + row], partial[of + 2 * row]);
      }
      mean = partial[whole];
      variance = partial[whole + 2 * row] * inverseCount;
      sigma = sqrt(variance + epsilon);
      if (renorm == 1) {
        r = clip(sigma / spread, rMin, rMax);
        d = clip((mean - state[before + channel]) / spread, -dMax, dMax);
      }
    } else if (renorm == 0) {
      sigma = sqrt(spread + epsilon);
    }
    partial[at(OWN + CENTER, slice, channel)] = mean;
    partial[at(OWN + SCALE, slice, channel)] = r / sigma;
    partial[at(OWN + SHIFT, slice, channel)] = d;
    if (slice == 0) {
      saved[CENTER * channels + channel] = mean;
      saved[SCALE * channels + channel] = r / sigma;
      saved[SHIFT * channels + channel] = d;
      saved[INVERSE * channels + channel] = 1 / sigma;
      saved[R * channels + channel] = r;
      if (training == 1) {
        float kept = variance * correction;
        if (renorm == 1) {
          kept = sqrt(kept + epsilon);
        }
        state[after + channel] = follow(state[before + channel], mean);
        state[after + channels + channel] = follow(spread, kept);
      }
    }
  }

  /** {@code value} within the bounds; NaN stays. */
  float clip(float value, float low, float high) {
    float result = value;
    if (value < low) {
      result = low;
    }
    if (value > high) {
      result = high;
    }
    return result;
  }

  /** The running statistic after a batch. */
  float follow(float old, float batch) {
    float next = old;
    if (rule == TAKE) {
      next = old + take * (batch - old);
    }
    if (rule == KEEP) {
      next = keep * old + take * batch;
    }
    return next;
  }

  /** From the sums of all slices of a channel to what the gradients of its elements need. */
  void finishBackward(int channel, int slice) {
    float dbeta = 0;
    float dgamma = 0;
    float projection = 0;
    for (int s = 0; s < slices; s++) {
      dbeta += partial[at(SUM_DY, s, channel)];
      dgamma += partial[at(SUM_DY_XHAT, s, channel)];
      projection += partial[at(SUM_DY_CENTERED, s, channel)];
    }
    float inverse = saved[INVERSE * channels + channel];
    partial[at(OWN + MEAN_DY, slice, channel)] = dbeta * inverseCount;
    partial[at(OWN + SLOPE, slice, channel)] = projection * inverse * inverseCount * inverse;
    if (slice == 0) {
      gradient[channel] = dgamma;
      gradient[channels + channel] = dbeta;
    }
  }
}
