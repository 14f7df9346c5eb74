package org.normaudit.opencl;

/** What {@link Float32PlaneKernel} does to a run of elements that lie side by side. */
abstract class Float32PlaneElements extends Float32PlaneSums {
  // What is done to the elements.
  static final int NORMALIZE = 0;
  static final int PULL_BACK = 1;
  static final int RESCALE = 2;

  Float32PlaneElements(ComputeDevice device) {
    super(device);
  }

  /** Does {@code what} to elements, with constants of their channel. */
  void apply(int what, int start, int end, float a, float b, float c, float d, float e) {
    if (what == NORMALIZE) {
      normalize(start, end, a, b, c, d, e);
    }
    if (what == PULL_BACK) {
      pullBack(start, end, a, b, c, d);
    }
    if (what == RESCALE) {
      rescale(start, end, a);
    }
  }

  /** The same past the caches, but for what does not fill lines at either end. */
  void stream(int what, int start, int end, float a, float b, float c, float d, float e) {
    int until = 0;
    if (what == NORMALIZE) {
      until = untilLineOfY(start);
    } else {
      until = untilLineOfDx(start);
    }
    int head = min(start + until, end);
    int tail = end - (end - head) % LINE;
    apply(what, start, head, a, b, c, d, e);
    if (what == NORMALIZE) {
      streamNormalized(head, tail, a, b, c, d, e);
    }
    if (what == PULL_BACK) {
      streamPulledBack(head, tail, a, b, c, d);
    }
    if (what == RESCALE) {
      streamRescaled(head, tail, a);
    }
    apply(what, tail, end, a, b, c, d, e);
  }

  /** y = x̂·γ + β, where x̂ = (x−center)·scale + shift. */
  float normalized(int i, float center, float scale, float shift, float gamma, float beta) {
    return ((x[i] - center) * scale + shift) * gamma + beta;
  }

  void normalize(
      int start, int end, float center, float scale, float shift, float gamma, float beta) {
    for (int i = start; i < end; i++) {
      y[i] = normalized(i, center, scale, shift, gamma, beta);
    }
  }

  void streamNormalized(
      int start, int end, float center, float scale, float shift, float gamma, float beta) {
    for (int i = start; i < end; i += STORE) {
      streamY(
          i,
          normalized(i, center, scale, shift, gamma, beta),
          normalized(i + 1, center, scale, shift, gamma, beta),
          normalized(i + 2, center, scale, shift, gamma, beta),
          normalized(i + 3, center, scale, shift, gamma, beta),
          normalized(i + 4, center, scale, shift, gamma, beta),
          normalized(i + 5, center, scale, shift, gamma, beta),
          normalized(i + 6, center, scale, shift, gamma, beta),
          normalized(i + 7, center, scale, shift, gamma, beta));
    }
  }

  float pulledBack(int i, float center, float meanDy, float slope, float weight) {
    return ((dy[i] - meanDy) - (x[i] - center) * slope) * weight;
  }

  void pullBack(int start, int end, float center, float meanDy, float slope, float weight) {
    for (int i = start; i < end; i++) {
      dx[i] = pulledBack(i, center, meanDy, slope, weight);
    }
  }

  void streamPulledBack(int start, int end, float center, float meanDy, float slope, float weight) {
    for (int i = start; i < end; i += STORE) {
      streamDx(
          i,
          pulledBack(i, center, meanDy, slope, weight),
          pulledBack(i + 1, center, meanDy, slope, weight),
          pulledBack(i + 2, center, meanDy, slope, weight),
          pulledBack(i + 3, center, meanDy, slope, weight),
          pulledBack(i + 4, center, meanDy, slope, weight),
          pulledBack(i + 5, center, meanDy, slope, weight),
          pulledBack(i + 6, center, meanDy, slope, weight),
          pulledBack(i + 7, center, meanDy, slope, weight));
    }
  }

  /** The gradient under fixed statistics, which no NaN of x comes into. */
  void rescale(int start, int end, float weight) {
    for (int i = start; i < end; i++) {
      dx[i] = dy[i] * weight;
    }
  }

  void streamRescaled(int start, int end, float weight) {
    for (int i = start; i < end; i += STORE) {
      streamDx(
          i,
          dy[i] * weight,
          dy[i + 1] * weight,
          dy[i + 2] * weight,
          dy[i + 3] * weight,
          dy[i + 4] * weight,
          dy[i + 5] * weight,
          dy[i + 6] * weight,
          dy[i + 7] * weight);
    }
  }
}
