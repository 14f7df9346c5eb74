package org.normaudit.opencl;

/**
 * The sums of {@link Float32RowKernel}, each over rows of some positions, a lane an element.
 *
 * <p>Sums are made of some strands of the rows at once, since a processor fetches ahead along every
 * stream that it sees, and so has more of the memory on its way than along one.
 */
abstract class Float32RowSums extends Float32Streams {
  // Tables of a work-item in `lanes`, one value a lane.
  static final int SUMS = 0;
  static final int SQUARES = 1;
  static final int PRODUCTS = 2;
  static final int CENTERS = 3;
  static final int SCALES = 4;
  static final int SHIFTS = 5;
  static final int GAMMAS = 6;
  static final int BETAS = 7;

  Float32RowSums(ComputeDevice device) {
    super(device);
  }

  /** Where a table of this work-item begins. */
  int table(int which) {
    return (unit() * TABLES + which) * (width * fold + LINE);
  }

  void clear(int table, int n) {
    for (int j = 0; j < n; j++) {
      lanes[table + j] = 0;
    }
  }

  /** Σx, in lanes; in four strands. */
  void addUp(int first, int n, int from, int to) {
    int sum = table(SUMS);
    int strand = (to - from) / (4 * fold) * fold;
    int apart = strand * channels;
    int p = from;
    clear(sum, n * fold);
    while (p < from + strand) {
      int i = p * channels + first;
      for (int j = 0; j < n * fold; j++) {
        lanes[sum + j] +=
            (x[i + j] + x[i + apart + j]) + (x[i + 2 * apart + j] + x[i + 3 * apart + j]);
      }
      p += fold;
    }
    p = from + 4 * strand;
    while (p < to) {
      int i = p * channels + first;
      int many = min(fold, to - p) * n;
      for (int j = 0; j < many; j++) {
        lanes[sum + j] += x[i + j];
      }
      p += fold;
    }
  }

  /** Σ(x−center) and Σ(x−center)², in lanes; in four strands. */
  void addUpDeviations(int first, int n, int from, int to) {
    int sum = table(SUMS);
    int squares = table(SQUARES);
    int center = table(CENTERS);
    int strand = (to - from) / (4 * fold) * fold;
    int apart = strand * channels;
    int p = from;
    clear(sum, n * fold);
    clear(squares, n * fold);
    while (p < from + strand) {
      int i = p * channels + first;
      for (int j = 0; j < n * fold; j++) {
        float a = x[i + j] - lanes[center + j];
        float b = x[i + apart + j] - lanes[center + j];
        float c = x[i + 2 * apart + j] - lanes[center + j];
        float d = x[i + 3 * apart + j] - lanes[center + j];
        lanes[sum + j] += (a + b) + (c + d);
        lanes[squares + j] += (a * a + b * b) + (c * c + d * d);
      }
      p += fold;
    }
    p = from + 4 * strand;
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

  /** Σdy, Σdy·x̂ and Σdy·(x−μ), in lanes; in two strands. */
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
    int strand = (to - from) / (2 * fold) * fold;
    int apart = strand * channels;
    int p = from;
    while (p < from + strand) {
      int i = p * channels + first;
      for (int j = 0; j < n * fold; j++) {
        float a = x[i + j] - lanes[center + j];
        float b = x[i + apart + j] - lanes[center + j];
        float c = dy[i + j];
        float d = dy[i + apart + j];
        lanes[sum + j] += c + d;
        lanes[scaled + j] +=
            c * (a * lanes[scale + j] + lanes[shift + j])
                + d * (b * lanes[scale + j] + lanes[shift + j]);
        lanes[product + j] += c * a + d * b;
      }
      p += fold;
    }
    p = from + 2 * strand;
    while (p < to) {
      int i = p * channels + first;
      int many = min(fold, to - p) * n;
      for (int j = 0; j < many; j++) {
        float centered = x[i + j] - lanes[center + j];
        lanes[sum + j] += dy[i + j];
        lanes[scaled + j] += dy[i + j] * (centered * lanes[scale + j] + lanes[shift + j]);
        lanes[product + j] += dy[i + j] * centered;
      }
      p += fold;
    }
  }
}
