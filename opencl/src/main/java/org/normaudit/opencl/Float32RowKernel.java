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
          sums(first, n, slice);
        }
        if (apply == 1) {
          for (int c = first; c < first + n; c++) {
            finishBackward(c, slice);
          }
          pullBack(first, n, slice);
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
        sum(first, n, from, to);
        for (int c = 0; c < n; c++) {
          partial[at + c] = total(table(SUMS), n, c) / many;
        }
      }
      spread(table(CENTERS), partial, at, n);
      deviations(first, n, from, to);
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

  /** Σx, in lanes. */
  void sum(int first, int n, int from, int to) {
    int lane = table(SUMS);
    clear(lane, n * fold);
    for (int p = from; p < to; p += fold) {
      int i = p * channels + first;
      int many = min(fold, to - p) * n;
      for (int j = 0; j < many; j++) {
        lanes[lane + j] += x[i + j];
      }
    }
  }

  /** Σ(x−center) and Σ(x−center)², in lanes. */
  void deviations(int first, int n, int from, int to) {
    int lane = table(SUMS);
    int square = table(SQUARES);
    int center = table(CENTERS);
    clear(lane, n * fold);
    clear(square, n * fold);
    for (int p = from; p < to; p += fold) {
      int i = p * channels + first;
      int many = min(fold, to - p) * n;
      for (int j = 0; j < many; j++) {
        float centered = x[i + j] - lanes[center + j];
        lanes[lane + j] += centered;
        lanes[square + j] += centered * centered;
      }
    }
  }

  void normalize(int first, int n, int slice) {
    int center = table(CENTERS);
    int scale = table(SCALES);
    int shift = table(SHIFTS);
    int gamma = table(GAMMAS);
    int beta = table(BETAS);
    spread(center, partial, at(OWN + CENTER, slice, first), n);
    spread(scale, partial, at(OWN + SCALE, slice, first), n);
    spread(shift, partial, at(OWN + SHIFT, slice, first), n);
    spread(gamma, affine, first, n);
    spread(beta, affine, channels + first, n);
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
  void sums(int first, int n, int slice) {
    int sum = table(SUMS);
    int square = table(SQUARES);
    int product = table(PRODUCTS);
    int center = table(CENTERS);
    int scale = table(SCALES);
    int shift = table(SHIFTS);
    clear(sum, n * fold);
    clear(square, n * fold);
    clear(product, n * fold);
    spread(center, saved, CENTER * channels + first, n);
    spread(scale, saved, SCALE * channels + first, n);
    spread(shift, saved, SHIFT * channels + first, n);
    int last = lastOf(slice);
    for (int p = firstOf(slice); p < last; p += fold) {
      int i = p * channels + first;
      int many = min(fold, last - p) * n;
      for (int j = 0; j < many; j++) {
        float centered = x[i + j] - lanes[center + j];
        lanes[sum + j] += dy[i + j];
        lanes[square + j] += dy[i + j] * (centered * lanes[scale + j] + lanes[shift + j]);
        lanes[product + j] += dy[i + j] * centered;
      }
    }
    for (int c = 0; c < n; c++) {
      partial[at(SUM_DY, slice, first + c)] = total(sum, n, c);
      partial[at(SUM_DY_XHAT, slice, first + c)] = total(square, n, c);
      partial[at(SUM_DY_CENTERED, slice, first + c)] = total(product, n, c);
    }
  }

  void pullBack(int first, int n, int slice) {
    int center = table(CENTERS);
    int weight = table(SCALES);
    int mean = table(SHIFTS);
    int slope = table(GAMMAS);
    spread(center, saved, CENTER * channels + first, n);
    spread(mean, partial, at(OWN + MEAN_DY, slice, first), n);
    spread(slope, partial, at(OWN + SLOPE, slice, first), n);
    for (int f = 0; f < fold; f++) {
      for (int c = 0; c < n; c++) {
        lanes[weight + f * n + c] = affine[first + c] * saved[SCALE * channels + first + c];
      }
    }
    int last = lastOf(slice);
    for (int p = firstOf(slice); p < last; p += fold) {
      int i = p * channels + first;
      int many = min(fold, last - p) * n;
      if (training == 1) {
        for (int j = 0; j < many; j++) {
          dx[i + j] =
              ((dy[i + j] - lanes[mean + j]) - (x[i + j] - lanes[center + j]) * lanes[slope + j])
                  * lanes[weight + j];
        }
      } else {
        for (int j = 0; j < many; j++) {
          dx[i + j] = dy[i + j] * lanes[weight + j];
        }
      }
    }
  }
}
