package org.normaudit.opencl;

/**
 * Float32 layers whose channels lie in planes, for a device with few, wide cores and caches: one
 * work-item has a slice of a channel, or of some channels, to itself.
 *
 * <p>Positions of a channel are counted through all its planes: position p is element p mod inner
 * of plane p / inner. Sums take in a chunk of them in four strands side by side, whole planes each
 * where they are that many: a processor fetches ahead along every stream that it sees, and so has
 * more of the memory on its way than along one. Elements are written from the last chunk back,
 * since those that were summed last are still near, and plane by plane, since stores past the
 * caches are best in one stream.
 */
final class Float32PlaneKernel extends Float32PlaneElements {
  // What is summed.
  private static final int OF_VALUES = 0;
  private static final int OF_DEVIATIONS = 1;
  private static final int OF_GRADIENTS = 2;

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
        if (forward == 1) {
          forward(channel, slice);
        }
        if (backward == 1) {
          backward(channel, slice);
        }
      }
    }
  }

  void forward(int channel, int slice) {
    if (reduce == 1 && training == 1) {
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

  /** Where position {@code p} of a channel is. */
  int element(int channel, int p) {
    return p + (p / inner * (channels - 1) + channel) * inner;
  }

  /** Positions from {@code p} on that lie side by side. */
  int run(int p) {
    return inner - p % inner;
  }

  /** Adds positions of a channel to sums, with constants of the channel: in four strands. */
  void sum(int what, int channel, int from, int to, float center, float scale, float shift) {
    int p = from;
    int sums = lane(0) + 8;
    while (to - p >= 4) {
      int strand = (to - p) / 4;
      if (strand > inner) {
        strand -= strand % inner;
      }
      int last = p + strand;
      while (p < last) {
        int q = p + strand;
        int r = q + strand;
        int s = r + strand;
        int n = min(min(last - p, run(p)), min(run(q), min(run(r), run(s))));
        int a = element(channel, p);
        int b = element(channel, q);
        int c = element(channel, r);
        int d = element(channel, s);
        if (what == OF_VALUES) {
          addUp(a, b, c, d, n);
        }
        if (what == OF_DEVIATIONS) {
          addUpDeviations(a, b, c, d, n, center);
        }
        if (what == OF_GRADIENTS) {
          addUpGradients(a, b, c, d, n, center, scale, shift);
        }
        p += n;
      }
      p += 3 * strand;
    }
    while (p < to) {
      int i = element(channel, p);
      if (what == OF_VALUES) {
        lanes[sums] += x[i];
      }
      if (what == OF_DEVIATIONS) {
        lanes[sums] += deviation(i, center);
        lanes[sums + LANES] += square(i, center);
      }
      if (what == OF_GRADIENTS) {
        lanes[sums] += dy[i];
        lanes[sums + LANES] += scaled(i, center, scale, shift);
        lanes[sums + 2 * LANES] += centered(i, center);
      }
      p++;
    }
  }

  /** Does {@code what} to positions of a channel, with constants of the channel. */
  void walk(int what, int channel, int from, int to, float a, float b, float c, float d, float e) {
    int p = from;
    while (p < to) {
      int start = element(channel, p);
      int end = start + min(run(p), to - p);
      if (streaming == 1) {
        stream(what, start, end, a, b, c, d, e);
      } else {
        apply(what, start, end, a, b, c, d, e);
      }
      p += end - start;
    }
  }

  /** Does {@code what} to the positions of a slice, from the last chunk back. */
  void walkBack(int what, int channel, int slice, float a, float b, float c, float d, float e) {
    int first = firstOf(slice);
    int last = lastOf(slice);
    for (int from = first + (last - first - 1) / chunk * chunk; from >= first; from -= chunk) {
      walk(what, channel, from, min(from + chunk, last), a, b, c, d, e);
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
        sum(OF_VALUES, channel, from, to, 0, 0, 0);
        center = total(0) / n;
      }
      clear();
      sum(OF_DEVIATIONS, channel, from, to, center, 0, 0);
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
      sum(OF_GRADIENTS, channel, from, min(from + chunk, last), center, scale, shift);
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
