package org.normaudit.opencl;

/**
 * The loops of {@link Float32PlaneKernel}, each over a run of elements that lie side by side.
 *
 * <p>A compiler may not reorder a sum of floating-point numbers, so it makes no vectors of one.
 * Here eight sums run side by side, written out, and each takes two elements in a step: one vector
 * of eight with AVX2, and half the chain of additions. That they are read and written next to each
 * other is what tells LLVM that they are a vector. What is left of a run goes to a ninth sum.
 */
abstract class Float32PlaneRuns extends Float32Kernel {
  Float32PlaneRuns(ComputeDevice device) {
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

  float square(float value) {
    return value * value;
  }

  /** Quantity 0: Σx. */
  void addUp(int start, int end) {
    int lane = lane(0);
    float s0 = lanes[lane];
    float s1 = lanes[lane + 1];
    float s2 = lanes[lane + 2];
    float s3 = lanes[lane + 3];
    float s4 = lanes[lane + 4];
    float s5 = lanes[lane + 5];
    float s6 = lanes[lane + 6];
    float s7 = lanes[lane + 7];
    float rest = lanes[lane + 8];
    int blocks = end - (end - start) % 16;
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
  void addUpDeviations(int start, int end, float center) {
    int lane = lane(0);
    int squares = lane(1);
    float s0 = lanes[lane];
    float s1 = lanes[lane + 1];
    float s2 = lanes[lane + 2];
    float s3 = lanes[lane + 3];
    float s4 = lanes[lane + 4];
    float s5 = lanes[lane + 5];
    float s6 = lanes[lane + 6];
    float s7 = lanes[lane + 7];
    float q0 = lanes[squares];
    float q1 = lanes[squares + 1];
    float q2 = lanes[squares + 2];
    float q3 = lanes[squares + 3];
    float q4 = lanes[squares + 4];
    float q5 = lanes[squares + 5];
    float q6 = lanes[squares + 6];
    float q7 = lanes[squares + 7];
    float rest = lanes[lane + 8];
    float restOfSquares = lanes[squares + 8];
    int blocks = end - (end - start) % 16;
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
    lanes[lane] = s0;
    lanes[lane + 1] = s1;
    lanes[lane + 2] = s2;
    lanes[lane + 3] = s3;
    lanes[lane + 4] = s4;
    lanes[lane + 5] = s5;
    lanes[lane + 6] = s6;
    lanes[lane + 7] = s7;
    lanes[lane + 8] = rest;
    lanes[squares] = q0;
    lanes[squares + 1] = q1;
    lanes[squares + 2] = q2;
    lanes[squares + 3] = q3;
    lanes[squares + 4] = q4;
    lanes[squares + 5] = q5;
    lanes[squares + 6] = q6;
    lanes[squares + 7] = q7;
    lanes[squares + 8] = restOfSquares;
  }

  /** Quantities 0, 1 and 2: Σdy, Σdy·x̂ and Σdy·(x−center), where x̂ = (x−center)·scale + shift. */
  void addUpGradients(int start, int end, float center, float scale, float shift) {
    int lane = lane(0);
    int scaled = lane(1);
    int centered = lane(2);
    float s0 = lanes[lane];
    float s1 = lanes[lane + 1];
    float s2 = lanes[lane + 2];
    float s3 = lanes[lane + 3];
    float s4 = lanes[lane + 4];
    float s5 = lanes[lane + 5];
    float s6 = lanes[lane + 6];
    float s7 = lanes[lane + 7];
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
    float rest = lanes[lane + 8];
    float restOfScaled = lanes[scaled + 8];
    float restOfCentered = lanes[centered + 8];
    int blocks = end - (end - start) % 16;
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
      restOfScaled += dy[i] * ((x[i] - center) * scale + shift);
      restOfCentered += dy[i] * (x[i] - center);
    }
    lanes[lane] = s0;
    lanes[lane + 1] = s1;
    lanes[lane + 2] = s2;
    lanes[lane + 3] = s3;
    lanes[lane + 4] = s4;
    lanes[lane + 5] = s5;
    lanes[lane + 6] = s6;
    lanes[lane + 7] = s7;
    lanes[lane + 8] = rest;
    lanes[scaled] = h0;
    lanes[scaled + 1] = h1;
    lanes[scaled + 2] = h2;
    lanes[scaled + 3] = h3;
    lanes[scaled + 4] = h4;
    lanes[scaled + 5] = h5;
    lanes[scaled + 6] = h6;
    lanes[scaled + 7] = h7;
    lanes[scaled + 8] = restOfScaled;
    lanes[centered] = q0;
    lanes[centered + 1] = q1;
    lanes[centered + 2] = q2;
    lanes[centered + 3] = q3;
    lanes[centered + 4] = q4;
    lanes[centered + 5] = q5;
    lanes[centered + 6] = q6;
    lanes[centered + 7] = q7;
    lanes[centered + 8] = restOfCentered;
  }

  /** y = x̂·γ + β, where x̂ = (x−center)·scale + shift. */
  void normalize(
      int start, int end, float center, float scale, float shift, float gamma, float beta) {
    for (int i = start; i < end; i++) {
      y[i] = ((x[i] - center) * scale + shift) * gamma + beta;
    }
  }

  void pullBack(int start, int end, float center, float meanDy, float slope, float weight) {
    for (int i = start; i < end; i++) {
      dx[i] = ((dy[i] - meanDy) - (x[i] - center) * slope) * weight;
    }
  }

  /** The gradient under fixed statistics, which no NaN of x comes into. */
  void rescale(int start, int end, float weight) {
    for (int i = start; i < end; i++) {
      dx[i] = dy[i] * weight;
    }
  }
}
