package org.normaudit.opencl;

/**
 * The sums of {@link Float32PlaneKernel}, over runs of neighbouring elements.
 *
 * <p>A compiler may not reorder a sum of floating-point numbers, so it makes no vectors of one.
 * Here eight sums run side by side, written out, and each takes two elements in a step: one vector
 * of eight with AVX2, and half the chain of additions. That they are written next to each other at
 * the end is what tells LLVM that they are a vector. What is left of a run goes to a ninth sum.
 */
abstract class Float32PlaneSums extends Float32Kernel {
  Float32PlaneSums(ComputeDevice device) {
    super(device);
  }

  /** Where position {@code p} of a channel lies. */
  int index(int channel, int p) {
    return p + ((p / inner) * (channels - 1) + channel) * inner;
  }

  /** Where the nine sums of a quantity lie. */
  int lane(int quantity) {
    return (unit() * 3 + quantity) * LANES;
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

  float square(float value) {
    return value * value;
  }

  /** Quantity 0: Σx. */
  void addUp(int channel, int from, int to) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float rest = 0;
    int gap = (channels - 1) * inner;
    int left = to - from;
    int start = index(channel, from);
    int run = min(inner - from % inner, left);
    while (left > 0) {
      int end = start + run;
      int blocks = end - run % 16;
      for (int i = start; i < blocks; i += 16) {
        s0 += x[i] + x[i + 8];
        s1 += x[i + 1] + x[i + 9];
        s2 += x[i + 2] + x[i + 10];
        s3 += x[i + 3] + x[i + 11];
        s4 += x[i + 4] + x[i + 12];
        s5 += x[i + 5] + x[i + 13];
        s6 += x[i + 6] + x[i + 14];
        s7 += x[i + 7] + x[i + 15];
      }
      for (int i = blocks; i < end; i++) {
        rest += x[i];
      }
      left -= run;
      start = end + gap;
      run = min(inner, left);
    }
    int lane = lane(0);
    lanes[lane] = s0;
    lanes[lane + 1] = s1;
    lanes[lane + 2] = s2;
    lanes[lane + 3] = s3;
    lanes[lane + 4] = s4;
    lanes[lane + 5] = s5;
    lanes[lane + 6] = s6;
    lanes[lane + 7] = s7;
    lanes[lane + 8] = rest;
  }

  /** Quantities 0 and 1: Σ(x−center) and Σ(x−center)². */
  void addUpDeviations(int channel, int from, int to, float center) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float q0 = 0;
    float q1 = 0;
    float q2 = 0;
    float q3 = 0;
    float q4 = 0;
    float q5 = 0;
    float q6 = 0;
    float q7 = 0;
    float rest = 0;
    float restOfSquares = 0;
    int gap = (channels - 1) * inner;
    int left = to - from;
    int start = index(channel, from);
    int run = min(inner - from % inner, left);
    while (left > 0) {
      int end = start + run;
      int blocks = end - run % 16;
      for (int i = start; i < blocks; i += 16) {
        s0 += (x[i] - center) + (x[i + 8] - center);
        s1 += (x[i + 1] - center) + (x[i + 9] - center);
        s2 += (x[i + 2] - center) + (x[i + 10] - center);
        s3 += (x[i + 3] - center) + (x[i + 11] - center);
        s4 += (x[i + 4] - center) + (x[i + 12] - center);
        s5 += (x[i + 5] - center) + (x[i + 13] - center);
        s6 += (x[i + 6] - center) + (x[i + 14] - center);
        s7 += (x[i + 7] - center) + (x[i + 15] - center);
        q0 += square(x[i] - center) + square(x[i + 8] - center);
        q1 += square(x[i + 1] - center) + square(x[i + 9] - center);
        q2 += square(x[i + 2] - center) + square(x[i + 10] - center);
        q3 += square(x[i + 3] - center) + square(x[i + 11] - center);
        q4 += square(x[i + 4] - center) + square(x[i + 12] - center);
        q5 += square(x[i + 5] - center) + square(x[i + 13] - center);
        q6 += square(x[i + 6] - center) + square(x[i + 14] - center);
        q7 += square(x[i + 7] - center) + square(x[i + 15] - center);
      }
      for (int i = blocks; i < end; i++) {
        rest += x[i] - center;
        restOfSquares += square(x[i] - center);
      }
      left -= run;
      start = end + gap;
      run = min(inner, left);
    }
    int lane = lane(0);
    lanes[lane] = s0;
    lanes[lane + 1] = s1;
    lanes[lane + 2] = s2;
    lanes[lane + 3] = s3;
    lanes[lane + 4] = s4;
    lanes[lane + 5] = s5;
    lanes[lane + 6] = s6;
    lanes[lane + 7] = s7;
    lanes[lane + 8] = rest;
    int laneOfSquares = lane(1);
    lanes[laneOfSquares] = q0;
    lanes[laneOfSquares + 1] = q1;
    lanes[laneOfSquares + 2] = q2;
    lanes[laneOfSquares + 3] = q3;
    lanes[laneOfSquares + 4] = q4;
    lanes[laneOfSquares + 5] = q5;
    lanes[laneOfSquares + 6] = q6;
    lanes[laneOfSquares + 7] = q7;
    lanes[laneOfSquares + 8] = restOfSquares;
  }

  /** Quantities 0, 1 and 2: Σdy, Σdy·x̂ and Σdy·(x−center), where x̂ = (x−center)·scale + shift. */
  void addUpGradients(int channel, int from, int to, float center, float scale, float shift) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float h0 = 0;
    float h1 = 0;
    float h2 = 0;
    float h3 = 0;
    float h4 = 0;
    float h5 = 0;
    float h6 = 0;
    float h7 = 0;
    float q0 = 0;
    float q1 = 0;
    float q2 = 0;
    float q3 = 0;
    float q4 = 0;
    float q5 = 0;
    float q6 = 0;
    float q7 = 0;
    float rest = 0;
    float restOfXhat = 0;
    float restOfCentered = 0;
    int gap = (channels - 1) * inner;
    int left = to - from;
    int start = index(channel, from);
    int run = min(inner - from % inner, left);
    while (left > 0) {
      int end = start + run;
      int blocks = end - run % 16;
      for (int i = start; i < blocks; i += 16) {
        s0 += dy[i] + dy[i + 8];
        s1 += dy[i + 1] + dy[i + 9];
        s2 += dy[i + 2] + dy[i + 10];
        s3 += dy[i + 3] + dy[i + 11];
        s4 += dy[i + 4] + dy[i + 12];
        s5 += dy[i + 5] + dy[i + 13];
        s6 += dy[i + 6] + dy[i + 14];
        s7 += dy[i + 7] + dy[i + 15];
        h0 +=
            dy[i] * ((x[i] - center) * scale + shift)
                + dy[i + 8] * ((x[i + 8] - center) * scale + shift);
        h1 +=
            dy[i + 1] * ((x[i + 1] - center) * scale + shift)
                + dy[i + 9] * ((x[i + 9] - center) * scale + shift);
        h2 +=
            dy[i + 2] * ((x[i + 2] - center) * scale + shift)
                + dy[i + 10] * ((x[i + 10] - center) * scale + shift);
        h3 +=
            dy[i + 3] * ((x[i + 3] - center) * scale + shift)
                + dy[i + 11] * ((x[i + 11] - center) * scale + shift);
        h4 +=
            dy[i + 4] * ((x[i + 4] - center) * scale + shift)
                + dy[i + 12] * ((x[i + 12] - center) * scale + shift);
        h5 +=
            dy[i + 5] * ((x[i + 5] - center) * scale + shift)
                + dy[i + 13] * ((x[i + 13] - center) * scale + shift);
        h6 +=
            dy[i + 6] * ((x[i + 6] - center) * scale + shift)
                + dy[i + 14] * ((x[i + 14] - center) * scale + shift);
        h7 +=
            dy[i + 7] * ((x[i + 7] - center) * scale + shift)
                + dy[i + 15] * ((x[i + 15] - center) * scale + shift);
        q0 += dy[i] * (x[i] - center) + dy[i + 8] * (x[i + 8] - center);
        q1 += dy[i + 1] * (x[i + 1] - center) + dy[i + 9] * (x[i + 9] - center);
        q2 += dy[i + 2] * (x[i + 2] - center) + dy[i + 10] * (x[i + 10] - center);
        q3 += dy[i + 3] * (x[i + 3] - center) + dy[i + 11] * (x[i + 11] - center);
        q4 += dy[i + 4] * (x[i + 4] - center) + dy[i + 12] * (x[i + 12] - center);
        q5 += dy[i + 5] * (x[i + 5] - center) + dy[i + 13] * (x[i + 13] - center);
        q6 += dy[i + 6] * (x[i + 6] - center) + dy[i + 14] * (x[i + 14] - center);
        q7 += dy[i + 7] * (x[i + 7] - center) + dy[i + 15] * (x[i + 15] - center);
      }
      for (int i = blocks; i < end; i++) {
        rest += dy[i];
        restOfXhat += dy[i] * ((x[i] - center) * scale + shift);
        restOfCentered += dy[i] * (x[i] - center);
      }
      left -= run;
      start = end + gap;
      run = min(inner, left);
    }
    int lane = lane(0);
    lanes[lane] = s0;
    lanes[lane + 1] = s1;
    lanes[lane + 2] = s2;
    lanes[lane + 3] = s3;
    lanes[lane + 4] = s4;
    lanes[lane + 5] = s5;
    lanes[lane + 6] = s6;
    lanes[lane + 7] = s7;
    lanes[lane + 8] = rest;
    int laneOfXhat = lane(1);
    lanes[laneOfXhat] = h0;
    lanes[laneOfXhat + 1] = h1;
    lanes[laneOfXhat + 2] = h2;
    lanes[laneOfXhat + 3] = h3;
    lanes[laneOfXhat + 4] = h4;
    lanes[laneOfXhat + 5] = h5;
    lanes[laneOfXhat + 6] = h6;
    lanes[laneOfXhat + 7] = h7;
    lanes[laneOfXhat + 8] = restOfXhat;
    int laneOfCentered = lane(2);
    lanes[laneOfCentered] = q0;
    lanes[laneOfCentered + 1] = q1;
    lanes[laneOfCentered + 2] = q2;
    lanes[laneOfCentered + 3] = q3;
    lanes[laneOfCentered + 4] = q4;
    lanes[laneOfCentered + 5] = q5;
    lanes[laneOfCentered + 6] = q6;
    lanes[laneOfCentered + 7] = q7;
    lanes[laneOfCentered + 8] = restOfCentered;
  }
}
