package org.normaudit.opencl;

import com.aparapi.Kernel;

/**
 * Float32 layers of any layout, for a device that runs many work-items side by side: a work-group has
 * a slice of a tile of channels to itself.
 *
 * <p>Neighbouring work-items read neighbouring elements: where channels lie side by side (inner = 1)
 * the tile has as many of them as one wide load fetches, else one, and the group strides through its
 * positions. Sums are made by each work-item, then by a tree in local memory whose shape depends on
 * the size of the group and on nothing else.
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
    int unit = getGroupId();
    int slice = unit % slices;
    int lane = getLocalId() / width;
    int channel = (unit / slices) * width + getLocalId() % width;
    int active = 0;
    if (channel < channels) {
      active = 1;
    }
    if (backward == 0) {
      if (reduce == 1) {
        moments(channel, slice, lane, active);
      }
      if (apply == 1) {
        if (active == 1 && lane == 0) {
          finishForward(channel, slice);
        }
        globalBarrier();
        if (active == 1) {
          normalize(channel, slice, lane);
        }
      }
    } else {
      if (reduce == 1) {
        sums(channel, slice, lane, active);
      }
      if (apply == 1) {
        if (active == 1 && lane == 0) {
          finishBackward(channel, slice);
        }
        globalBarrier();
        if (active == 1) {
          pullBack(channel, slice, lane);
        }
      }
    }
  }

  /** Where position {@code p} of a channel lies. */
  int index(int channel, int p) {
    return p + ((p / inner) * (channels - 1) + channel) * inner;
  }

  /** Adds up the three sums of a team; all of the group must come here. */
  void addUp(int lane) {
    int me = getLocalId();
    int size = getLocalSize();
    localBarrier();
    for (int reach = team / 2; reach > 0; reach /= 2) {
      if (lane < reach) {
        int other = me + reach * width;
        shared[me] += shared[other];
        shared[size + me] += shared[size + other];
        shared[2 * size + me] += shared[2 * size + other];
      }
      localBarrier();
    }
  }

  void moments(int channel, int slice, int lane, int active) {
    int me = getLocalId();
    int size = getLocalSize();
    int first = firstOf(slice);
    int last = lastOf(slice);
    float sum = 0;
    if (active == 1) {
      for (int p = first + lane; p < last; p += team) {
        sum += x[index(channel, p)];
      }
    }
    shared[me] = sum;
    shared[size + me] = 0;
    shared[2 * size + me] = 0;
    addUp(lane);
    float n = last - first;
    float center = shared[me % width] / n;
    localBarrier();

    float rest = 0;
    float squares = 0;
    if (active == 1) {
      for (int p = first + lane; p < last; p += team) {
        float centered = x[index(channel, p)] - center;
        rest += centered;
        squares += centered * centered;
      }
    }
    shared[me] = rest;
    shared[size + me] = squares;
    shared[2 * size + me] = 0;
    addUp(lane);
    if (active == 1 && lane == 0) {
      float low = shared[me] / n;
      merge(
          at(MEAN, slice, channel),
          slices * channels,
          0,
          n,
          center,
          low,
          shared[size + me] - shared[me] * low);
    }
  }

  void normalize(int channel, int slice, int lane) {
    float center = partial[at(OWN + CENTER, slice, channel)];
    float scale = partial[at(OWN + SCALE, slice, channel)];
    float shift = partial[at(OWN + SHIFT, slice, channel)];
    float gamma = affine[channel];
    float beta = affine[channels + channel];
    int last = lastOf(slice);
    for (int p = firstOf(slice) + lane; p < last; p += team) {
      int i = index(channel, p);
      y[i] = ((x[i] - center) * scale + shift) * gamma + beta;
    }
  }

  /** Σdy, Σdy·x̂ and Σdy·(x−μ). */
  void sums(int channel, int slice, int lane, int active) {
    int me = getLocalId();
    int size = getLocalSize();
    float sum = 0;
    float scaled = 0;
    float product = 0;
    if (active == 1) {
      float center = saved[CENTER * channels + channel];
      float scale = saved[SCALE * channels + channel];
      float shift = saved[SHIFT * channels + channel];
      int last = lastOf(slice);
      for (int p = firstOf(slice) + lane; p < last; p += team) {
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
    addUp(lane);
    if (active == 1 && lane == 0) {
      partial[at(SUM_DY, slice, channel)] = shared[me];
      partial[at(SUM_DY_XHAT, slice, channel)] = shared[size + me];
      partial[at(SUM_DY_CENTERED, slice, channel)] = shared[2 * size + me];
    }
  }

  void pullBack(int channel, int slice, int lane) {
    float center = saved[CENTER * channels + channel];
    float weight = affine[channel] * saved[SCALE * channels + channel];
    float meanDy = partial[at(OWN + MEAN_DY, slice, channel)];
    float slope = partial[at(OWN + SLOPE, slice, channel)];
    int last = lastOf(slice);
    for (int p = firstOf(slice) + lane; p < last; p += team) {
      int i = index(channel, p);
      if (training == 1) {
        dx[i] = ((dy[i] - meanDy) - (x[i] - center) * slope) * weight;
      } else {
        dx[i] = dy[i] * weight;
      }
    }
  }
}
