package org.normaudit.opencl;

import java.util.Arrays;

/** Copies float32 elements: what a layer with one tensor in and one out takes at the least. */
final class Float32CopyKernel extends CopyKernel {
  float[] x;
  float[] y;

  Float32CopyKernel(ComputeDevice device, int elements) {
    super(device, elements);
    x = new float[elements];
    y = new float[elements];
    for (int i = 0; i < elements; i++) {
      x[i] = i;
    }
    if (mustTransfer()) {
      put(x);
    }
  }

  @Override
  public void run() {
    int from = getGlobalId() * run;
    int to = min(from + run, count);
    if (streaming == 1) {
      int until = untilLine(from);
      int head = min(from + until, to);
      int tail = to - (to - head) % LayerKernel.LINE;
      copy(from, head);
      for (int i = head; i < tail; i += LayerKernel.STORE) {
        stream(i, x[i], x[i + 1], x[i + 2], x[i + 3], x[i + 4], x[i + 5], x[i + 6], x[i + 7]);
      }
      copy(tail, to);
    } else {
      copy(from, to);
    }
  }

  void copy(int from, int to) {
    for (int i = from; i < to; i++) {
      y[i] = x[i];
    }
  }

  @OpenCLMapping(mapTo = Float32Streams.MACROS + "UNTIL_LINE_Y")
  int untilLine(int i) {
    return 0;
  }

  @OpenCLMapping(mapTo = Float32Streams.MACROS + "STREAM_Y")
  void stream(int i, float a, float b, float c, float d, float e, float f, float g, float h) {
    y[i] = a;
    y[i + 1] = b;
    y[i + 2] = c;
    y[i + 3] = d;
    y[i + 4] = e;
    y[i + 5] = f;
    y[i + 6] = g;
    y[i + 7] = h;
  }

  @Override
  boolean isCopied() {
    if (mustTransfer()) {
      get(y);
    }
    return Arrays.equals(x, y);
  }
}
