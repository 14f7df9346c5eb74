package org.normaudit.opencl;

/**
 * Float32 layers whose channels lie in planes, for a device with few, wide cores and caches: one
 * work-item has a slice of a channel to itself and walks through runs of neighbouring elements.
 *
 * <p>Positions of a channel are counted through all its planes: position p is element p mod inner
 * of plane p / inner.
 *
 * <p>A compiler may not reorder a sum of floating-point numbers, so it cannot make vectors of one.
 * It can where many sums run side by side: element j of a block goes to lane j, and the lanes are
 * added up at the end. The longest chain of additions is short then, too.
 */
final class Float32PlaneKernel extends Float32Kernel {
  Float32PlaneKernel(ComputeDevice device) {
    super(device);
  }

  @Override
  public void run() {
    int unit = unit();
    if (unit < units) {
      int channel = unit / slices;
      int slice = unit - channel * slices;
      if (backward == 0) {
        if (reduce == 1) {
          moments(channel, slice);
        }
        if (apply == 1) {
          finishForward(channel, slice);
          normalize(channel, slice);
        }
      } else {
        if (reduce == 1) {
          sums(channel, slice);
        }
        if (apply == 1) {
          finishBackward(channel, slice);
          pullBack(channel, slice);
        }
      }
    }
  }

  /** Where position {@code p} of a channel lies. */
  int index(int channel, int p) {
    return p + ((p / inner) * (channels - 1) + channel) * inner;
  }

  /** The end of the run of neighbours that position {@code p} lies in, at most {@code last}. */
  int runEnd(int p, int last) {
    return min((p / inner + 1) * inner, last);
  }

  /**
   * The start of the run of neighbours that ends before position {@code stop}, at least {@code
   * first}.
   */
  int runStart(int stop, int first) {
    return max(((stop - 1) / inner) * inner, first);
  }

  /** Where the lanes of this work-item begin. */
  int lane() {
    return unit() * 3 * LANES;
  }

  void clear(int lane, int n) {
    for (int j = 0; j < n; j++) {
      lanes[lane + j] = 0;
    }
  }

  /** The sum of {@link #LANES} lanes. */
  float total(int lane) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    for (int j = 0; j < LANES; j += 4) {
      s0 += lanes[lane + j];
      s1 += lanes[lane + j + 1];
      s2 += lanes[lane + j + 2];
      s3 += lanes[lane + j + 3];
    }
    return (s0 + s1) + (s2 + s3);
  }

  void moments(int channel, int slice) {
    int first = firstOf(slice);
    int last = lastOf(slice);
    for (int from = first; from < last; from += chunk) {
      int to = min(from + chunk, last);
      float n = to - from;
      float center = partial[at(MEAN, slice, channel)];
      if (from == first) {
        center = sum(channel, from, to) / n;
      }
      deviations(channel, from, to, center);
      // Σ(x−center) is what rounding left of it: it corrects the mean and the squares.
      float rest = total(lane());
      float low = rest / n;
      merge(
          at(MEAN, slice, channel),
          slices * channels,
          from - first,
          n,
          center,
          low,
          total(lane() + LANES) - rest * low);
    }
  }

  /** Σx. */
  float sum(int channel, int from, int to) {
    int lane = lane();
    clear(lane, LANES);
    for (int p = from; p < to; p = runEnd(p, to)) {
      int i = index(channel, p);
      int end = i + runEnd(p, to) - p;
      while (i + 4 * LANES <= end) {
        for (int j = 0; j < LANES; j++) {
          lanes[lane + j] +=
              (x[i + j] + x[i + LANES + j]) + (x[i + 2 * LANES + j] + x[i + 3 * LANES + j]);
        }
        i += 4 * LANES;
      }
      while (i < end) {
        int n = min(LANES, end - i);
        for (int j = 0; j < n; j++) {
          lanes[lane + j] += x[i + j];
        }
        i += n;
      }
    }
    return total(lane);
  }

  /** Σ(x−center) and Σ(x−center)², in lanes. */
  void deviations(int channel, int from, int to, float center) {
    int lane = lane();
    clear(lane, 2 * LANES);
    for (int p = from; p < to; p = runEnd(p, to)) {
      int i = index(channel, p);
      int end = i + runEnd(p, to) - p;
      while (i + 4 * LANES <= end) {
        for (int j = 0; j < LANES; j++) {
          float a = x[i + j] - center;
          float b = x[i + LANES + j] - center;
          float c = x[i + 2 * LANES + j] - center;
          float d = x[i + 3 * LANES + j] - center;
          lanes[lane + j] += (a + b) + (c + d);
          lanes[lane + LANES + j] += (a * a + b * b) + (c * c + d * d);
        }
        i += 4 * LANES;
      }
      while (i < end) {
        int n = min(LANES, end - i);
        for (int j = 0; j < n; j++) {
          float a = x[i + j] - center;
          lanes[lane + j] += a;
          lanes[lane + LANES + j] += a * a;
        }
        i += n;
      }
    }
  }

  void normalize(int channel, int slice) {
    float center = partial[at(OWN + CENTER, slice, channel)];
    float scale = partial[at(OWN + SCALE, slice, channel)];
    float shift = partial[at(OWN + SHIFT, slice, channel)];
    float gamma = affine[channel];
    float beta = affine[channels + channel];
    int last = lastOf(slice);
    int first = firstOf(slice);
    int begin = last;
    for (int stop = last; stop > first; stop = begin) {
      begin = runStart(stop, first);
      int start = index(channel, begin);
      int end = start + stop - begin;
      for (int i = start; i < end; i++) {
        y[i] = ((x[i] - center) * scale + shift) * gamma + beta;
      }
    }
  }

  /** Σdy, Σdy·x̂ and Σdy·(x−μ). */
  void sums(int channel, int slice) {
    float center = saved[CENTER * channels + channel];
    float scale = saved[SCALE * channels + channel];
    float shift = saved[SHIFT * channels + channel];
    int lane = lane();
    clear(lane, 3 * LANES);
    int last = lastOf(slice);
    for (int p = firstOf(slice); p < last; p = runEnd(p, last)) {
      int i = index(channel, p);
      int end = i + runEnd(p, last) - p;
      while (i + 2 * LANES <= end) {
        for (int j = 0; j < LANES; j++) {
          float a = x[i + j] - center;
          float b = x[i + LANES + j] - center;
          float da = dy[i + j];
          float db = dy[i + LANES + j];
          lanes[lane + j] += da + db;
          lanes[lane + LANES + j] += da * (a * scale + shift) + db * (b * scale + shift);
          lanes[lane + 2 * LANES + j] += da * a + db * b;
        }
        i += 2 * LANES;
      }
      while (i < end) {
        int n = min(LANES, end - i);
        for (int j = 0; j < n; j++) {
          float a = x[i + j] - center;
          float da = dy[i + j];
          lanes[lane + j] += da;
          lanes[lane + LANES + j] += da * (a * scale + shift);
          lanes[lane + 2 * LANES + j] += da * a;
        }
        i += n;
      }
    }
    partial[at(SUM_DY, slice, channel)] = total(lane);
    partial[at(SUM_DY_XHAT, slice, channel)] = total(lane + LANES);
    partial[at(SUM_DY_CENTERED, slice, channel)] = total(lane + 2 * LANES);
  }

  void pullBack(int channel, int slice) {
    float center = saved[CENTER * channels + channel];
    float weight = affine[channel] * saved[SCALE * channels + channel];
    float meanDy = partial[at(OWN + MEAN_DY, slice, channel)];
    float slope = partial[at(OWN + SLOPE, slice, channel)];
    int last = lastOf(slice);
    int first = firstOf(slice);
    int begin = last;
    for (int stop = last; stop > first; stop = begin) {
      begin = runStart(stop, first);
      int start = index(channel, begin);
      int end = start + stop - begin;
      if (training == 1) {
        for (int i = start; i < end; i++) {
          dx[i] = ((dy[i] - meanDy) - (x[i] - center) * slope) * weight;
        }
      } else {
        for (int i = start; i < end; i++) {
          dx[i] = dy[i] * weight;
        }
      }
    }
  }
}
