package org.normaudit.opencl;

import com.aparapi.Kernel;

/**
 * Float32 layers of any layout, for a device that runs many work-items side by side: a work-group
 * has a slice of a tile of channels to itself.
 *
 * <p>Neighbouring work-items read neighbouring elements: where channels lie side by side (inner =
 * 1) the tile has as many of them as one wide load fetches, else one, and the group strides through
 * its positions. Sums are made by each work-item, then by a tree in local memory whose shape
 * depends on the size of the group and on nothing else.
 *
 * <p>Every work-item reaches every barrier in every pass: some compilers translate barriers under
 * conditions wrongly.
 */
final class Float32GroupKernel extends Float32Kernel {
  /** Three sums a work-item. */
  @Kernel.Local float[] shared = new float[3];

  /** Work-items of a group that share a channel: a power of 2. */
  int team;

  Float32GroupKernel(ComputeDevice device) {
    super(device);
  }

  @Override
  void prepareFor(Plan plan) {
    team = plan.local() / plan.width();
    shared = new float[3 * plan.local()];
  }

  @Override
  public void run() {
    int me = getLocalId();
    int size = getLocalSize();
    int lane = me / width;
    int slice = getGroupId() % slices;
    int channel = (getGroupId() / slices) * width + me % width;
    int first = firstOf(slice) + lane;
    int last = lastOf(slice);
    if (channel >= channels) {
      first = last;
    }

    shared[me] = 0;
    shared[size + me] = 0;
    shared[2 * size + me] = 0;
    if (reduce == 1) {
      if (backward == 0) {
        sum(me, channel, first, last);
      } else {
        sums(me, size, channel, first, last);
      }
    }
    localBarrier();
    for (int reach = team / 2; reach > 0; reach /= 2) {
      if (lane < reach) {
        addFrom(me + reach * width, me, size);
      }
      localBarrier();
    }

    float n = last - firstOf(slice);
    float center = shared[me % width] / n;
    localBarrier();
    if (backward == 0 && reduce == 1) {
      deviations(me, size, channel, first, last, center);
    }
    localBarrier();
    for (int reach = team / 2; reach > 0; reach /= 2) {
      if (backward == 0 && lane < reach) {
        addFrom(me + reach * width, me, size);
      }
      localBarrier();
    }

    if (lane == 0 && channel < channels) {
      if (reduce == 1) {
        give(me, size, channel, slice, n, center);
      }
      if (apply == 1) {
        if (backward == 0) {
          finishForward(channel, slice);
        } else {
          finishBackward(channel, slice);
        }
      }
    }
    globalBarrier();
    if (apply == 1 && first < last) {
      if (backward == 0) {
        normalize(channel, slice, first, last);
      } else {
        pullBack(channel, slice, first, last);
      }
    }
  }

  /** Where position {@code p} of a channel lies. */
  int index(int channel, int p) {
    return p + ((p / inner) * (channels - 1) + channel) * inner;
  }

  void addFrom(int other, int me, int size) {
    shared[me] += shared[other];
    shared[size + me] += shared[size + other];
    shared[2 * size + me] += shared[2 * size + other];
  }

  /** This work-item's part of Σx. */
  void sum(int me, int channel, int first, int last) {
    float sum = 0;
    for (int p = first; p < last; p += team) {
      sum += x[index(channel, p)];
    }
    shared[me] = sum;
  }

  /** This work-item's part of Σ(x−center) and Σ(x−center)². */
  void deviations(int me, int size, int channel, int first, int last, float center) {
    float rest = 0;
    float squares = 0;
    for (int p = first; p < last; p += team) {
      float centered = x[index(channel, p)] - center;
      rest += centered;
      squares += centered * centered;
    }
    shared[me] = rest;
    shared[size + me] = squares;
  }

  /** This work-item's part of Σdy, Σdy·x̂ and Σdy·(x−μ). */
  void sums(int me, int size, int channel, int first, int last) {
    float sum = 0;
    float scaled = 0;
    float product = 0;
    if (first < last) {
      float center = saved[CENTER * channels + channel];
      float scale = saved[SCALE * channels + channel];
      float shift = saved[SHIFT * channels + channel];
      for (int p = first; p < last; p += team) {
        int i = index(channel, p);
        float centered = x[i] - center;
        sum += dy[i];
        scaled += dy[i] * (centered * scale + shift);
        product += dy[i] * centered;
      }
    }
    shared[me] = sum;
    shared[size + me] = scaled;
    shared[2 * size + me] = product;
  }

  /** Writes the sums of a slice where all of its channel find them. */
  void give(int me, int size, int channel, int slice, float n, float center) {
    if (backward == 0) {
      float low = shared[me] / n;
      int at = at(MEAN, slice, channel);
      merge(at, slices * channels, 0, n, center, low, shared[size + me] - shared[me] * low);
    } else {
      partial[at(SUM_DY, slice, channel)] = shared[me];
      partial[at(SUM_DY_XHAT, slice, channel)] = shared[size + me];
      partial[at(SUM_DY_CENTERED, slice, channel)] = shared[2 * size + me];
    }
  }

  void normalize(int channel, int slice, int first, int last) {
    float center = partial[at(OWN + CENTER, slice, channel)];
    float scale = partial[at(OWN + SCALE, slice, channel)];
    float shift = partial[at(OWN + SHIFT, slice, channel)];
    float gamma = affine[channel];
    float beta = affine[channels + channel];
    for (int p = first; p < last; p += team) {
      int i = index(channel, p);
      y[i] = ((x[i] - center) * scale + shift) * gamma + beta;
    }
  }

  void pullBack(int channel, int slice, int first, int last) {
    float center = saved[CENTER * channels + channel];
    float weight = affine[channel] * saved[SCALE * channels + channel];
    float meanDy = partial[at(OWN + MEAN_DY, slice, channel)];
    float slope = partial[at(OWN + SLOPE, slice, channel)];
    for (int p = first; p < last; p += team) {
      int i = index(channel, p);
      if (training == 1) {
        dx[i] = ((dy[i] - meanDy) - (x[i] - center) * slope) * weight;
      } else {
        dx[i] = dy[i] * weight;
      }
    }
  }
}
