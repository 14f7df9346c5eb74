package org.normaudit.opencl;

import java.util.Arrays;

/** Copies float32 elements: what a layer with one tensor in and one out takes at the least. */
final class Float32CopyKernel extends CopyKernel {
  float[] x;
  float[] y;

  Float32CopyKernel(ComputeDevice device, int elements) {
    super(device);
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
    for (int i = from; i < to; i++) {
      y[i] = x[i];
    }
  }

  @Override
  boolean isCopied() {
    if (mustTransfer()) {
      get(y);
    }
    return Arrays.equals(x, y);
  }
}
