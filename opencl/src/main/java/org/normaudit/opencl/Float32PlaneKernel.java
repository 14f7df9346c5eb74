package org.normaudit.opencl;

/**
 * Float32 layers whose channels lie in planes, for a device with few, wide cores and caches: one
 * work-item has a slice of a channel, or of some channels, to itself.
 *
 * <p>Positions of a channel are counted through all its planes: position p is element p mod inner
 * of plane p / inner. A chunk of them is walked in some strands at once, a little of each in turn:
 * a processor fetches ahead along every stream that it sees, and so has more of the memory on its
 * way than along one. It sees a stream for each strand and tensor, and more than some six of them
 * it loses. Elements are written from the last chunk back, since those that were summed last are
 * still near.
 */
final class Float32PlaneKernel extends Float32PlaneRuns {
  // Strands where x alone is read, and where more tensors take part.
  private static final int OF_ONE = 4;
  private static final int OF_MORE = 2;

  // What is done to the elements.
  private static final int ADD_UP = 0;
  private static final int ADD_UP_DEVIATIONS = 1;
  private static final int ADD_UP_GRADIENTS = 2;
  private static final int NORMALIZE = 3;
  private static final int PULL_BACK = 4;
  private static final int RESCALE = 5;

  Float32PlaneKernel(ComputeDevice device) {
    super(device);
  }

  @Override
  public void run() {
    int unit = unit();
    if (unit < units) {
      int block = unit / slices;
      int slice = unit - block * slices;
      int last = min(block * width + width, channels);
      for (int channel = block * width; channel < last; channel++) {
        if (backward == 0) {
          forward(channel, slice);
        } else {
          backward(channel, slice);
        }
      }
    }
  }

  void forward(int channel, int slice) {
    if (reduce == 1) {
      moments(channel, slice);
    }
    if (apply == 1) {
      finishForward(channel, slice);
      normalizeAll(channel, slice);
    }
  }

  void backward(int channel, int slice) {
    if (reduce == 1) {
      gradients(channel, slice);
    }
    if (apply == 1) {
      finishBackward(channel, slice);
      pullBackAll(channel, slice);
    }
  }

  /** Does {@code what} to positions of a channel, with constants of the channel. */
  void walk(int what, int channel, int from, int to, float a, float b, float c, float d, float e) {
    int p = from;
    while (p < to) {
      int plane = p / inner;
      int start = p + (plane * (channels - 1) + channel) * inner;
      int end = start + min(plane * inner + inner, to) - p;
      if (what == ADD_UP) {
        addUp(start, end);
      }
      if (what == ADD_UP_DEVIATIONS) {
        addUpDeviations(start, end, a);
      }
      if (what == ADD_UP_GRADIENTS) {
        addUpGradients(start, end, a, b, c);
      }
      if (what == NORMALIZE) {
        normalize(start, end, a, b, c, d, e);
      }
      if (what == PULL_BACK) {
        pullBack(start, end, a, b, c, d);
      }
      if (what == RESCALE) {
        rescale(start, end, a);
      }
      p += end - start;
    }
  }

  /** Does {@code what} to a chunk, in so many strands. */
  void walkStrands(
      int strands,
      int what,
      int channel,
      int from,
      int to,
      float a,
      float b,
      float c,
      float d,
      float e) {
    int strand = (to - from + strands - 1) / strands;
    for (int done = 0; done < strand; done += turn) {
      int many = min(turn, strand - done);
      for (int s = 0; s < strands; s++) {
        int p = from + s * strand + done;
        walk(what, channel, p, min(p + many, to), a, b, c, d, e);
      }
    }
  }

  /** Does {@code what} to the positions of a slice, from the last chunk back. */
  void walkBack(int what, int channel, int slice, float a, float b, float c, float d, float e) {
    int first = firstOf(slice);
    int last = lastOf(slice);
    for (int from = first + (last - first - 1) / chunk * chunk; from >= first; from -= chunk) {
      walkStrands(OF_MORE, what, channel, from, min(from + chunk, last), a, b, c, d, e);
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
        clear();
        walkStrands(OF_ONE, ADD_UP, channel, from, to, 0, 0, 0, 0, 0);
        center = total(0) / n;
      }
      clear();
      walkStrands(OF_ONE, ADD_UP_DEVIATIONS, channel, from, to, center, 0, 0, 0, 0);
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

  void normalizeAll(int channel, int slice) {
    walkBack(
        NORMALIZE,
        channel,
        slice,
        partial[at(OWN + CENTER, slice, channel)],
        partial[at(OWN + SCALE, slice, channel)],
        partial[at(OWN + SHIFT, slice, channel)],
        affine[channel],
        affine[channels + channel]);
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
      clear();
      walkStrands(
          OF_MORE,
          ADD_UP_GRADIENTS,
          channel,
          from,
          min(from + chunk, last),
          center,
          scale,
          shift,
          0,
          0);
      dbeta += total(0);
      dgamma += total(1);
      projection += total(2);
    }
    partial[at(SUM_DY, slice, channel)] = dbeta;
    partial[at(SUM_DY_XHAT, slice, channel)] = dgamma;
    partial[at(SUM_DY_CENTERED, slice, channel)] = projection;
  }

  void pullBackAll(int channel, int slice) {
    float weight = affine[channel] * saved[SCALE * channels + channel];
    if (training == 1) {
      walkBack(
          PULL_BACK,
          channel,
          slice,
          saved[CENTER * channels + channel],
          partial[at(OWN + MEAN_DY, slice, channel)],
          partial[at(OWN + SLOPE, slice, channel)],
          weight,
          0);
    } else {
      walkBack(RESCALE, channel, slice, weight, 0, 0, 0, 0);
    }
  }
}
