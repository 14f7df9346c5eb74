package org.normaudit.opencl;

/**
 * Float32 layers whose channels lie side by side (inner = 1), for a device with few, wide cores and
 * caches: one work-item has a slice of the rows of a block of channels to itself.
 *
 * <p>Vectors run across channels. Where all channels together are fewer than make a good vector
 * loop, a row is {@code fold} neighbouring positions: lane j then belongs to channel j mod
 * channels.
 */
final class Float32RowKernel extends Float32RowElements {
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
      if (forward == 1) {
        forward(first, n, slice);
      }
      if (backward == 1) {
        backward(first, n, slice);
      }
    }
  }

  void forward(int first, int n, int slice) {
    if (reduce == 1 && training == 1) {
      moments(first, n, slice);
    }
    if (apply == 1) {
      for (int c = first; c < first + n; c++) {
        finishForward(c, slice);
      }
      normalize(first, n, slice);
    }
  }

  void backward(int first, int n, int slice) {
    if (reduce == 1) {
      gradients(first, n, slice);
    }
    if (apply == 1) {
      for (int c = first; c < first + n; c++) {
        finishBackward(c, slice);
      }
      pullBack(first, n, slice);
    }
  }

  /**
   * Sets lanes to the values of their channels, which begin at {@code from} in {@code values}; the
   * first ones stand behind the last again, for stores that go on into the next row.
   */
  void spread(int table, float[] values, int from, int n) {
    for (int f = 0; f < fold; f++) {
      for (int c = 0; c < n; c++) {
        lanes[table + f * n + c] = values[from + c];
      }
    }
    repeat(table, n * fold);
  }

  void repeat(int table, int row) {
    if (streaming == 1) {
      for (int j = 0; j < LINE; j++) {
        lanes[table + row + j] = lanes[table + j];
      }
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

  void normalize(int first, int n, int slice) {
    spread(table(CENTERS), partial, at(OWN + CENTER, slice, first), n);
    spread(table(SCALES), partial, at(OWN + SCALE, slice, first), n);
    spread(table(SHIFTS), partial, at(OWN + SHIFT, slice, first), n);
    spread(table(GAMMAS), affine, first, n);
    spread(table(BETAS), affine, channels + first, n);
    apply(NORMALIZE, first, n, slice);
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

  void pullBack(int first, int n, int slice) {
    spreadWeights(first, n);
    if (training == 1) {
      spread(table(CENTERS), saved, CENTER * channels + first, n);
      spread(table(MEANS), partial, at(OWN + MEAN_DY, slice, first), n);
      spread(table(SLOPES), partial, at(OWN + SLOPE, slice, first), n);
      apply(PULL_BACK, first, n, slice);
    } else {
      apply(RESCALE, first, n, slice);
    }
  }

  void spreadWeights(int first, int n) {
    int weight = table(WEIGHTS);
    for (int f = 0; f < fold; f++) {
      for (int c = 0; c < n; c++) {
        lanes[weight + f * n + c] = affine[first + c] * saved[SCALE * channels + first + c];
      }
    }
    repeat(weight, n * fold);
  }
}
