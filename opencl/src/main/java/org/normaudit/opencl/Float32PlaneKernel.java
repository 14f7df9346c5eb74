package org.normaudit.opencl;

/**
 * Float32 layers whose channels lie in planes, for a device with few, wide cores and caches: one
 * work-item has a slice of a channel to itself.
 *
 * <p>Positions of a channel are counted through all its planes: position p is element p mod inner
 * of plane p / inner. Elements are written from the last one back, since those that were summed
 * last are still near.
 */
final class Float32PlaneKernel extends Float32PlaneSums {
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
          gradients(channel, slice);
        }
        if (apply == 1) {
          finishBackward(channel, slice);
          if (training == 1) {
            pullBack(channel, slice);
          } else {
            rescale(channel, slice);
          }
        }
      }
    }
  }

  void moments(int channel, int slice) {
    int first = firstOf(slice);
    int last = lastOf(slice);
    for (int from = first; from < last; from += chunk) {
      int to = min(from + chunk, last);
      float n = to - from;
      float center = partial[at(MEAN, slice, channel)];
      if (from == first) {
        addUp(channel, from, to);
        center = total(0) / n;
      }
      addUpDeviations(channel, from, to, center);
      // Σ(x−center) is what rounding left of it: it corrects the mean and the squares.
      float rest = total(0);
      float low = rest / n;
      merge(
          at(MEAN, slice, channel),
          slices * channels,
          from - first,
          n,
          center,
          low,
          total(1) - rest * low);
    }
  }

  void normalize(int channel, int slice) {
    float center = partial[at(OWN + CENTER, slice, channel)];
    float scale = partial[at(OWN + SCALE, slice, channel)];
    float shift = partial[at(OWN + SHIFT, slice, channel)];
    float gamma = affine[channel];
    float beta = affine[channels + channel];
    int first = firstOf(slice);
    int left = lastOf(slice) - first;
    int start = index(channel, first);
    int run = min(inner - first % inner, left);
    int gap = (channels - 1) * inner;
    while (left > 0) {
      int end = start + run;
      for (int i = start; i < end; i++) {
        y[i] = ((x[i] - center) * scale + shift) * gamma + beta;
      }
      left -= run;
      start = end + gap;
      run = min(inner, left);
    }
  }

  void gradients(int channel, int slice) {
    float center = saved[CENTER * channels + channel];
    float scale = saved[SCALE * channels + channel];
    float shift = saved[SHIFT * channels + channel];
    int last = lastOf(slice);
    float dbeta = 0;
    float dgamma = 0;
    float projection = 0;
    for (int from = firstOf(slice); from < last; from += chunk) {
      addUpGradients(channel, from, min(from + chunk, last), center, scale, shift);
      dbeta += total(0);
      dgamma += total(1);
      projection += total(2);
    }
    partial[at(SUM_DY, slice, channel)] = dbeta;
    partial[at(SUM_DY_XHAT, slice, channel)] = dgamma;
    partial[at(SUM_DY_CENTERED, slice, channel)] = projection;
  }

  void pullBack(int channel, int slice) {
    float center = saved[CENTER * channels + channel];
    float weight = affine[channel] * saved[SCALE * channels + channel];
    float meanDy = partial[at(OWN + MEAN_DY, slice, channel)];
    float slope = partial[at(OWN + SLOPE, slice, channel)];
    int first = firstOf(slice);
    int left = lastOf(slice) - first;
    int start = index(channel, first);
    int run = min(inner - first % inner, left);
    int gap = (channels - 1) * inner;
    while (left > 0) {
      int end = start + run;
      for (int i = start; i < end; i++) {
        dx[i] = ((dy[i] - meanDy) - (x[i] - center) * slope) * weight;
      }
      left -= run;
      start = end + gap;
      run = min(inner, left);
    }
  }

  /** The gradient under fixed statistics, which no NaN of x comes into. */
  void rescale(int channel, int slice) {
    float weight = affine[channel] * saved[SCALE * channels + channel];
    int first = firstOf(slice);
    int left = lastOf(slice) - first;
    int start = index(channel, first);
    int run = min(inner - first % inner, left);
    int gap = (channels - 1) * inner;
    while (left > 0) {
      int end = start + run;
      for (int i = start; i < end; i++) {
        dx[i] = dy[i] * weight;
      }
      left -= run;
      start = end + gap;
      run = min(inner, left);
    }
  }
}
