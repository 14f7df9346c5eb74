package org.normaudit.opencl;

/**
 * Float32 layers whose channels lie side by side (inner = 1), for a device with few, wide cores and
 * caches: one work-item has a slice of the rows of a block of channels to itself.
 *
 * <p>Vectors run across channels. Where all channels together are fewer than make a good vector
 * loop, a row is {@code fold} neighbouring positions: lane j then belongs to channel j mod
 * channels.
 */
final class Float32RowKernel extends Float32Kernel {
  // Tables of a work-item in `lanes`, one value a lane.
  private static final int SUMS = 0;
  private static final int SQUARES = 1;
  private static final int PRODUCTS = 2;
  private static final int CENTERS = 3;
  private static final int SCALES = 4;
  private static final int SHIFTS = 5;
  private static final int GAMMAS = 6;
  private static final int BETAS = 7;

  Float32RowKernel(ComputeDevice device) {
    super(device);
  }

  @Override
  public void run() {
    int unit = unit();
    if (unit < units) {
      int block = unit / slices;
      int slice = unit - block * slices;
      int first = block * width;
      int n = min(width, channels - first);
      if (backward == 0) {
        if (reduce == 1) {
          moments(first, n, slice);
        }
        if (apply == 1) {
          for (int c = first; c < first + n; c++) {
            finishForward(c, slice);
          }
          normalize(first, n, slice);
        }
      } else {
        if (reduce == 1) {
          gradients(first, n, slice);
        }
        if (apply == 1) {
          for (int c = first; c < first + n; c++) {
            finishBackward(c, slice);
          }
          if (training == 1) {
            pullBack(first, n, slice);
          } else {
            rescale(first, n, slice);
          }
        }
      }
    }
  }

  /** Where a table of this work-item begins. */
  int table(int which) {
    return (unit() * TABLES + which) * width * fold;
  }

  /** Sets lanes to the values of their channels, which begin at {@code from} in {@code values}. */
  void spread(int table, float[] values, int from, int n) {
    for (int f = 0; f < fold; f++) {
      for (int c = 0; c < n; c++) {
        lanes[table + f * n + c] = values[from + c];
      }
    }
  }

  void clear(int table, int n) {
    for (int j = 0; j < n; j++) {
      lanes[table + j] = 0;
    }
  }

  /** The sum of the lanes of a channel. */
  float total(int table, int n, int c) {
    float sum = lanes[table + c];
    for (int f = 1; f < fold; f++) {
      sum += lanes[table + f * n + c];
    }
    return sum;
  }

  void moments(int first, int n, int slice) {
    int start = firstOf(slice);
    int last = lastOf(slice);
    int at = at(MEAN, slice, first);
    int row = slices * channels;
    for (int from = start; from < last; from += chunk) {
      int to = min(from + chunk, last);
      float many = to - from;
      if (from == start) {
        addUp(first, n, from, to);
        for (int c = 0; c < n; c++) {
          partial[at + c] = total(table(SUMS), n, c) / many;
        }
      }
      spread(table(CENTERS), partial, at, n);
      addUpDeviations(first, n, from, to);
      for (int c = 0; c < n; c++) {
        float rest = total(table(SUMS), n, c);
        float low = rest / many;
        merge(
            at + c,
            row,
            from - start,
            many,
            lanes[table(CENTERS) + c],
            low,
            total(table(SQUARES), n, c) - rest * low);
      }
    }
  }

  /** Σx, in lanes; four rows in a step. */
  void addUp(int first, int n, int from, int to) {
    int sum = table(SUMS);
    int row = fold * channels;
    int p = from;
    clear(sum, n * fold);
    while (p + 4 * fold <= to) {
      int i = p * channels + first;
      for (int j = 0; j < n * fold; j++) {
        lanes[sum + j] += (x[i + j] + x[i + row + j]) + (x[i + 2 * row + j] + x[i + 3 * row + j]);
      }
      p += 4 * fold;
    }
    while (p < to) {
      int i = p * channels + first;
      int many = min(fold, to - p) * n;
      for (int j = 0; j < many; j++) {
        lanes[sum + j] += x[i + j];
      }
      p += fold;
    }
  }

  /** Σ(x−center) and Σ(x−center)², in lanes; four rows in a step. */
  void addUpDeviations(int first, int n, int from, int to) {
    int sum = table(SUMS);
    int squares = table(SQUARES);
    int center = table(CENTERS);
    int row = fold * channels;
    int p = from;
    clear(sum, n * fold);
    clear(squares, n * fold);
    while (p + 4 * fold <= to) {
      int i = p * channels + first;
      for (int j = 0; j < n * fold; j++) {
        float a = x[i + j] - lanes[center + j];
        float b = x[i + row + j] - lanes[center + j];
        float c = x[i + 2 * row + j] - lanes[center + j];
        float d = x[i + 3 * row + j] - lanes[center + j];
        lanes[sum + j] += (a + b) + (c + d);
        lanes[squares + j] += (a * a + b * b) + (c * c + d * d);
      }
      p += 4 * fold;
    }
    while (p < to) {
      int i = p * channels + first;
      int many = min(fold, to - p) * n;
      for (int j = 0; j < many; j++) {
        float a = x[i + j] - lanes[center + j];
        lanes[sum + j] += a;
        lanes[squares + j] += a * a;
      }
      p += fold;
    }
  }

  void normalize(int first, int n, int slice) {
    spread(table(CENTERS), partial, at(OWN + CENTER, slice, first), n);
    spread(table(SCALES), partial, at(OWN + SCALE, slice, first), n);
    spread(table(SHIFTS), partial, at(OWN + SHIFT, slice, first), n);
    spread(table(GAMMAS), affine, first, n);
    spread(table(BETAS), affine, channels + first, n);
    int center = table(CENTERS);
    int scale = table(SCALES);
    int shift = table(SHIFTS);
    int gamma = table(GAMMAS);
    int beta = table(BETAS);
    int last = lastOf(slice);
    for (int p = firstOf(slice); p < last; p += fold) {
      int i = p * channels + first;
      int many = min(fold, last - p) * n;
      for (int j = 0; j < many; j++) {
        y[i + j] =
            ((x[i + j] - lanes[center + j]) * lanes[scale + j] + lanes[shift + j])
                    * lanes[gamma + j]
                + lanes[beta + j];
      }
    }
  }

  /** Σdy, Σdy·x̂ and Σdy·(x−μ). */
  void gradients(int first, int n, int slice) {
    spread(table(CENTERS), saved, CENTER * channels + first, n);
    spread(table(SCALES), saved, SCALE * channels + first, n);
    spread(table(SHIFTS), saved, SHIFT * channels + first, n);
    int sumDy = at(SUM_DY, slice, first);
    int sumDyXhat = at(SUM_DY_XHAT, slice, first);
    int sumDyCentered = at(SUM_DY_CENTERED, slice, first);
    int start = firstOf(slice);
    int last = lastOf(slice);
    for (int from = start; from < last; from += chunk) {
      addUpGradients(first, n, from, min(from + chunk, last));
      for (int c = 0; c < n; c++) {
        float dbeta = total(table(SUMS), n, c);
        float dgamma = total(table(SQUARES), n, c);
        float projection = total(table(PRODUCTS), n, c);
        if (from > start) {
          dbeta += partial[sumDy + c];
          dgamma += partial[sumDyXhat + c];
          projection += partial[sumDyCentered + c];
        }
        partial[sumDy + c] = dbeta;
        partial[sumDyXhat + c] = dgamma;
        partial[sumDyCentered + c] = projection;
      }
    }
  }

  void addUpGradients(int first, int n, int from, int to) {
    int sum = table(SUMS);
    int scaled = table(SQUARES);
    int product = table(PRODUCTS);
    int center = table(CENTERS);
    int scale = table(SCALES);
    int shift = table(SHIFTS);
    clear(sum, n * fold);
    clear(scaled, n * fold);
    clear(product, n * fold);
    for (int p = from; p < to; p += fold) {
      int i = p * channels + first;
      int many = min(fold, to - p) * n;
      for (int j = 0; j < many; j++) {
        float centered = x[i + j] - lanes[center + j];
        lanes[sum + j] += dy[i + j];
        lanes[scaled + j] += dy[i + j] * (centered * lanes[scale + j] + lanes[shift + j]);
        lanes[product + j] += dy[i + j] * centered;
      }
    }
  }

  void pullBack(int first, int n, int slice) {
    spread(table(CENTERS), saved, CENTER * channels + first, n);
    spread(table(SHIFTS), partial, at(OWN + MEAN_DY, slice, first), n);
    spread(table(GAMMAS), partial, at(OWN + SLOPE, slice, first), n);
    spreadWeights(first, n);
    int center = table(CENTERS);
    int weight = table(SCALES);
    int mean = table(SHIFTS);
    int slope = table(GAMMAS);
    int last = lastOf(slice);
    for (int p = firstOf(slice); p < last; p += fold) {
      int i = p * channels + first;
      int many = min(fold, last - p) * n;
      for (int j = 0; j < many; j++) {
        dx[i + j] =
            ((dy[i + j] - lanes[mean + j]) - (x[i + j] - lanes[center + j]) * lanes[slope + j])
                * lanes[weight + j];
      }
    }
  }

  /** The gradient under fixed statistics, which no NaN of x comes into. */
  void rescale(int first, int n, int slice) {
    spreadWeights(first, n);
    int weight = table(SCALES);
    int last = lastOf(slice);
    for (int p = firstOf(slice); p < last; p += fold) {
      int i = p * channels + first;
      int many = min(fold, last - p) * n;
      for (int j = 0; j < many; j++) {
        dx[i + j] = dy[i + j] * lanes[weight + j];
      }
    }
  }

  void spreadWeights(int first, int n) {
    int weight = table(SCALES);
    for (int f = 0; f < fold; f++) {
      for (int c = 0; c < n; c++) {
        lanes[weight + f * n + c] = affine[first + c] * saved[SCALE * channels + first + c];
      }
    }
  }
}
