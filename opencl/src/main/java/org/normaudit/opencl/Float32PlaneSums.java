package org.normaudit.opencl;

/**
 * The sums of {@link Float32PlaneKernel}, each over runs of elements that lie side by side.
 *
 * <p>A compiler may not reorder a sum of floating-point numbers, so it makes no vectors of one.
 * Here eight sums run side by side, written out, and each takes an element of four runs in a step:
 * one vector of eight with AVX2, and a quarter of the chain of additions. That they are read and
 * written next to each other is what tells LLVM that they are a vector. What is left of a run goes
 * to a ninth sum.
 */
abstract class Float32PlaneSums extends Float32Streams {
  Float32PlaneSums(ComputeDevice device) {
    super(device);
  }

  /** Where the nine sums of a quantity lie. */
  int lane(int quantity) {
    return (getGlobalId() / stride * 3 + quantity) * LANES;
  }

  void clear() {
    int lane = lane(0);
    for (int k = 0; k < 3 * LANES; k++) {
      lanes[lane + k] = 0;
    }
  }

  /** The nine sums of a quantity, added up: one by one, lest LLVM makes vectors of two of them. */
  float total(int quantity) {
    int lane = lane(quantity);
    float sum = 0;
    for (int k = 0; k < 9; k++) {
      sum += lanes[lane + k];
    }
    return sum;
  }

  float xs(int i, int j, int k, int l) {
    return (x[i] + x[j]) + (x[k] + x[l]);
  }

  float deviation(int i, float center) {
    return x[i] - center;
  }

  float deviations(int i, int j, int k, int l, float center) {
    return (deviation(i, center) + deviation(j, center))
        + (deviation(k, center) + deviation(l, center));
  }

  float square(int i, float center) {
    return deviation(i, center) * deviation(i, center);
  }

  float squares(int i, int j, int k, int l, float center) {
    return (square(i, center) + square(j, center)) + (square(k, center) + square(l, center));
  }

  float dys(int i, int j, int k, int l) {
    return (dy[i] + dy[j]) + (dy[k] + dy[l]);
  }

  /** dy·x̂, where x̂ = (x−center)·scale + shift. */
  float scaled(int i, float center, float scale, float shift) {
    return dy[i] * (deviation(i, center) * scale + shift);
  }

  float scaleds(int i, int j, int k, int l, float center, float scale, float shift) {
    return (scaled(i, center, scale, shift) + scaled(j, center, scale, shift))
        + (scaled(k, center, scale, shift) + scaled(l, center, scale, shift));
  }

  float centered(int i, float center) {
    return dy[i] * deviation(i, center);
  }

  float centereds(int i, int j, int k, int l, float center) {
    return (centered(i, center) + centered(j, center))
        + (centered(k, center) + centered(l, center));
  }

  /** Quantity 0: Σx. */
  void addUp(int a, int b, int c, int d, int n) {
    int sums = lane(0);
    float s0 = lanes[sums];
    float s1 = lanes[sums + 1];
    float s2 = lanes[sums + 2];
    float s3 = lanes[sums + 3];
    float s4 = lanes[sums + 4];
    float s5 = lanes[sums + 5];
    float s6 = lanes[sums + 6];
    float s7 = lanes[sums + 7];
    float sRest = lanes[sums + 8];
    int blocks = n - n % 8;
    for (int p = 0; p < blocks; p += 8) {
      int i = a + p;
      int j = b + p;
      int k = c + p;
      int l = d + p;
      s0 += xs(i, j, k, l);
      s1 += xs(i + 1, j + 1, k + 1, l + 1);
      s2 += xs(i + 2, j + 2, k + 2, l + 2);
      s3 += xs(i + 3, j + 3, k + 3, l + 3);
      s4 += xs(i + 4, j + 4, k + 4, l + 4);
      s5 += xs(i + 5, j + 5, k + 5, l + 5);
      s6 += xs(i + 6, j + 6, k + 6, l + 6);
      s7 += xs(i + 7, j + 7, k + 7, l + 7);
    }
    for (int p = blocks; p < n; p++) {
      sRest += xs(a + p, b + p, c + p, d + p);
    }
    lanes[sums] = s0;
    lanes[sums + 1] = s1;
    lanes[sums + 2] = s2;
    lanes[sums + 3] = s3;
    lanes[sums + 4] = s4;
    lanes[sums + 5] = s5;
    lanes[sums + 6] = s6;
    lanes[sums + 7] = s7;
    lanes[sums + 8] = sRest;
  }

  /** Quantities 0 and 1: Σ(x−center) and Σ(x−center)². */
  void addUpDeviations(int a, int b, int c, int d, int n, float center) {
    int sums = lane(0);
    int squares = lane(1);
    float s0 = lanes[sums];
    float s1 = lanes[sums + 1];
    float s2 = lanes[sums + 2];
    float s3 = lanes[sums + 3];
    float s4 = lanes[sums + 4];
    float s5 = lanes[sums + 5];
    float s6 = lanes[sums + 6];
    float s7 = lanes[sums + 7];
    float q0 = lanes[squares];
    float q1 = lanes[squares + 1];
    float q2 = lanes[squares + 2];
    float q3 = lanes[squares + 3];
    float q4 = lanes[squares + 4];
    float q5 = lanes[squares + 5];
    float q6 = lanes[squares + 6];
    float q7 = lanes[squares + 7];
    float sRest = lanes[sums + 8];
    float qRest = lanes[squares + 8];
    int blocks = n - n % 8;
    for (int p = 0; p < blocks; p += 8) {
      int i = a + p;
      int j = b + p;
      int k = c + p;
      int l = d + p;
      s0 += deviations(i, j, k, l, center);
      s1 += deviations(i + 1, j + 1, k + 1, l + 1, center);
      s2 += deviations(i + 2, j + 2, k + 2, l + 2, center);
      s3 += deviations(i + 3, j + 3, k + 3, l + 3, center);
      s4 += deviations(i + 4, j + 4, k + 4, l + 4, center);
      s5 += deviations(i + 5, j + 5, k + 5, l + 5, center);
      s6 += deviations(i + 6, j + 6, k + 6, l + 6, center);
      s7 += deviations(i + 7, j + 7, k + 7, l + 7, center);
      q0 += squares(i, j, k, l, center);
      q1 += squares(i + 1, j + 1, k + 1, l + 1, center);
      q2 += squares(i + 2, j + 2, k + 2, l + 2, center);
      q3 += squares(i + 3, j + 3, k + 3, l + 3, center);
      q4 += squares(i + 4, j + 4, k + 4, l + 4, center);
      q5 += squares(i + 5, j + 5, k + 5, l + 5, center);
      q6 += squares(i + 6, j + 6, k + 6, l + 6, center);
      q7 += squares(i + 7, j + 7, k + 7, l + 7, center);
    }
    for (int p = blocks; p < n; p++) {
      sRest += deviations(a + p, b + p, c + p, d + p, center);
      qRest += squares(a + p, b + p, c + p, d + p, center);
    }
    lanes[sums] = s0;
    lanes[sums + 1] = s1;
    lanes[sums + 2] = s2;
    lanes[sums + 3] = s3;
    lanes[sums + 4] = s4;
    lanes[sums + 5] = s5;
    lanes[sums + 6] = s6;
    lanes[sums + 7] = s7;
    lanes[squares] = q0;
    lanes[squares + 1] = q1;
    lanes[squares + 2] = q2;
    lanes[squares + 3] = q3;
    lanes[squares + 4] = q4;
    lanes[squares + 5] = q5;
    lanes[squares + 6] = q6;
    lanes[squares + 7] = q7;
    lanes[sums + 8] = sRest;
    lanes[squares + 8] = qRest;
  }

  /** Quantities 0, 1 and 2: Σdy, Σdy·x̂ and Σdy·(x−center). */
  void addUpGradients(int a, int b, int c, int d, int n, float center, float scale, float shift) {
    int sums = lane(0);
    int scaled = lane(1);
    int centered = lane(2);
    float s0 = lanes[sums];
    float s1 = lanes[sums + 1];
    float s2 = lanes[sums + 2];
    float s3 = lanes[sums + 3];
    float s4 = lanes[sums + 4];
    float s5 = lanes[sums + 5];
    float s6 = lanes[sums + 6];
    float s7 = lanes[sums + 7];
    float h0 = lanes[scaled];
    float h1 = lanes[scaled + 1];
    float h2 = lanes[scaled + 2];
    float h3 = lanes[scaled + 3];
    float h4 = lanes[scaled + 4];
    float h5 = lanes[scaled + 5];
    float h6 = lanes[scaled + 6];
    float h7 = lanes[scaled + 7];
    float q0 = lanes[centered];
    float q1 = lanes[centered + 1];
    float q2 = lanes[centered + 2];
    float q3 = lanes[centered + 3];
    float q4 = lanes[centered + 4];
    float q5 = lanes[centered + 5];
    float q6 = lanes[centered + 6];
    float q7 = lanes[centered + 7];
    float sRest = lanes[sums + 8];
    float hRest = lanes[scaled + 8];
    float qRest = lanes[centered + 8];
    int blocks = n - n % 8;
    for (int p = 0; p < blocks; p += 8) {
      int i = a + p;
      int j = b + p;
      int k = c + p;
      int l = d + p;
      s0 += dys(i, j, k, l);
      s1 += dys(i + 1, j + 1, k + 1, l + 1);
      s2 += dys(i + 2, j + 2, k + 2, l + 2);
      s3 += dys(i + 3, j + 3, k + 3, l + 3);
      s4 += dys(i + 4, j + 4, k + 4, l + 4);
      s5 += dys(i + 5, j + 5, k + 5, l + 5);
      s6 += dys(i + 6, j + 6, k + 6, l + 6);
      s7 += dys(i + 7, j + 7, k + 7, l + 7);
      h0 += scaleds(i, j, k, l, center, scale, shift);
      h1 += scaleds(i + 1, j + 1, k + 1, l + 1, center, scale, shift);
      h2 += scaleds(i + 2, j + 2, k + 2, l + 2, center, scale, shift);
      h3 += scaleds(i + 3, j + 3, k + 3, l + 3, center, scale, shift);
      h4 += scaleds(i + 4, j + 4, k + 4, l + 4, center, scale, shift);
      h5 += scaleds(i + 5, j + 5, k + 5, l + 5, center, scale, shift);
      h6 += scaleds(i + 6, j + 6, k + 6, l + 6, center, scale, shift);
      h7 += scaleds(i + 7, j + 7, k + 7, l + 7, center, scale, shift);
      q0 += centereds(i, j, k, l, center);
      q1 += centereds(i + 1, j + 1, k + 1, l + 1, center);
      q2 += centereds(i + 2, j + 2, k + 2, l + 2, center);
      q3 += centereds(i + 3, j + 3, k + 3, l + 3, center);
      q4 += centereds(i + 4, j + 4, k + 4, l + 4, center);
      q5 += centereds(i + 5, j + 5, k + 5, l + 5, center);
      q6 += centereds(i + 6, j + 6, k + 6, l + 6, center);
      q7 += centereds(i + 7, j + 7, k + 7, l + 7, center);
    }
    for (int p = blocks; p < n; p++) {
      sRest += dys(a + p, b + p, c + p, d + p);
      hRest += scaleds(a + p, b + p, c + p, d + p, center, scale, shift);
      qRest += centereds(a + p, b + p, c + p, d + p, center);
    }
    lanes[sums] = s0;
    lanes[sums + 1] = s1;
    lanes[sums + 2] = s2;
    lanes[sums + 3] = s3;
    lanes[sums + 4] = s4;
    lanes[sums + 5] = s5;
    lanes[sums + 6] = s6;
    lanes[sums + 7] = s7;
    lanes[scaled] = h0;
    lanes[scaled + 1] = h1;
    lanes[scaled + 2] = h2;
    lanes[scaled + 3] = h3;
    lanes[scaled + 4] = h4;
    lanes[scaled + 5] = h5;
    lanes[scaled + 6] = h6;
    lanes[scaled + 7] = h7;
    lanes[centered] = q0;
    lanes[centered + 1] = q1;
    lanes[centered + 2] = q2;
    lanes[centered + 3] = q3;
    lanes[centered + 4] = q4;
    lanes[centered + 5] = q5;
    lanes[centered + 6] = q6;
    lanes[centered + 7] = q7;
    lanes[sums + 8] = sRest;
    lanes[scaled + 8] = hRest;
    lanes[centered + 8] = qRest;
  }
}
