package org.normaudit.opencl;

/** What {@link Float32RowKernel} does to the elements of rows. */
abstract class Float32RowElements extends Float32RowSums {
  // Tables of the backward pass that take the places of others.
  static final int WEIGHTS = SCALES;
  static final int MEANS = SHIFTS;
  static final int SLOPES = GAMMAS;

  // What is done to the elements.
  static final int NORMALIZE = 0;
  static final int PULL_BACK = 1;
  static final int RESCALE = 2;

  Float32RowElements(ComputeDevice device) {
    super(device);
  }

  /** Does {@code what} to the elements of a slice. */
  void apply(int what, int first, int n, int slice) {
    int start = firstOf(slice);
    int last = lastOf(slice);
    if (streaming == 1 && n == channels) {
      stream(what, start * channels, last * channels, n * fold);
    } else {
      for (int p = start; p < last; p += fold) {
        applyRow(what, p * channels + first, 0, min(fold, last - p) * n);
      }
    }
  }

  /** Does {@code what} to lanes of the row that begins at {@code i}. */
  void applyRow(int what, int i, int from, int to) {
    if (what == NORMALIZE) {
      normalizeRow(i, from, to);
    }
    if (what == PULL_BACK) {
      pullBackRow(i, from, to);
    }
    if (what == RESCALE) {
      rescaleRow(i, from, to);
    }
  }

  /**
   * Does {@code what} to elements that lie side by side, in rows of {@code row}, past the caches. A
   * line belongs to the row in which it begins.
   */
  void stream(int what, int start, int end, int row) {
    int until = 0;
    if (what == NORMALIZE) {
      until = untilLineOfY(start);
    } else {
      until = untilLineOfDx(start);
    }
    int head = min(until, end - start);
    int lined = end - (end - start - head) % LINE;
    applyRow(what, start, 0, head);
    // The last step is short, lest the index overflows in the largest tensors.
    for (int i = start; i < lined; i += min(row, lined - i)) {
      int from = (LINE - (i - start + LINE - head) % LINE) % LINE;
      int to = from + (min(row, lined - i) - from + LINE - 1) / LINE * LINE;
      streamRow(what, i, from, to);
    }
    int at = start + (lined - start) / row * row;
    applyRow(what, at, lined - at, end - at);
  }

  void streamRow(int what, int i, int from, int to) {
    if (what == NORMALIZE) {
      streamNormalized(i, from, to);
    }
    if (what == PULL_BACK) {
      streamPulledBack(i, from, to);
    }
    if (what == RESCALE) {
      streamRescaled(i, from, to);
    }
  }

  /** y = x̂·γ + β, where x̂ = (x−center)·scale + shift. */
  float normalized(int i, int j, int center, int scale, int shift, int gamma, int beta) {
    return ((x[i + j] - lanes[center + j]) * lanes[scale + j] + lanes[shift + j]) * lanes[gamma + j]
        + lanes[beta + j];
  }

  void normalizeRow(int i, int from, int to) {
    int center = table(CENTERS);
    int scale = table(SCALES);
    int shift = table(SHIFTS);
    int gamma = table(GAMMAS);
    int beta = table(BETAS);
    for (int j = from; j < to; j++) {
      y[i + j] = normalized(i, j, center, scale, shift, gamma, beta);
    }
  }

  void streamNormalized(int i, int from, int to) {
    int center = table(CENTERS);
    int scale = table(SCALES);
    int shift = table(SHIFTS);
    int gamma = table(GAMMAS);
    int beta = table(BETAS);
    for (int j = from; j < to; j += STORE) {
      streamY(
          i + j,
          normalized(i, j, center, scale, shift, gamma, beta),
          normalized(i, j + 1, center, scale, shift, gamma, beta),
          normalized(i, j + 2, center, scale, shift, gamma, beta),
          normalized(i, j + 3, center, scale, shift, gamma, beta),
          normalized(i, j + 4, center, scale, shift, gamma, beta),
          normalized(i, j + 5, center, scale, shift, gamma, beta),
          normalized(i, j + 6, center, scale, shift, gamma, beta),
          normalized(i, j + 7, center, scale, shift, gamma, beta));
    }
  }

  float pulledBack(int i, int j, int center, int mean, int slope, int weight) {
    return ((dy[i + j] - lanes[mean + j]) - (x[i + j] - lanes[center + j]) * lanes[slope + j])
        * lanes[weight + j];
  }

  void pullBackRow(int i, int from, int to) {
    int center = table(CENTERS);
    int mean = table(MEANS);
    int slope = table(SLOPES);
    int weight = table(WEIGHTS);
    for (int j = from; j < to; j++) {
      dx[i + j] = pulledBack(i, j, center, mean, slope, weight);
    }
  }

  void streamPulledBack(int i, int from, int to) {
    int center = table(CENTERS);
    int mean = table(MEANS);
    int slope = table(SLOPES);
    int weight = table(WEIGHTS);
    for (int j = from; j < to; j += STORE) {
      streamDx(
          i + j,
          pulledBack(i, j, center, mean, slope, weight),
          pulledBack(i, j + 1, center, mean, slope, weight),
          pulledBack(i, j + 2, center, mean, slope, weight),
          pulledBack(i, j + 3, center, mean, slope, weight),
          pulledBack(i, j + 4, center, mean, slope, weight),
          pulledBack(i, j + 5, center, mean, slope, weight),
          pulledBack(i, j + 6, center, mean, slope, weight),
          pulledBack(i, j + 7, center, mean, slope, weight));
    }
  }

  /** The gradient under fixed statistics, which no NaN of x comes into. */
  float rescaled(int i, int j, int weight) {
    return dy[i + j] * lanes[weight + j];
  }

  void rescaleRow(int i, int from, int to) {
    int weight = table(WEIGHTS);
    for (int j = from; j < to; j++) {
      dx[i + j] = rescaled(i, j, weight);
    }
  }

  void streamRescaled(int i, int from, int to) {
    int weight = table(WEIGHTS);
    for (int j = from; j < to; j += STORE) {
      streamDx(
          i + j,
          rescaled(i, j, weight),
          rescaled(i, j + 1, weight),
          rescaled(i, j + 2, weight),
          rescaled(i, j + 3, weight),
          rescaled(i, j + 4, weight),
          rescaled(i, j + 5, weight),
          rescaled(i, j + 6, weight),
          rescaled(i, j + 7, weight));
    }
  }
}
