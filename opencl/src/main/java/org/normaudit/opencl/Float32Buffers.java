package org.normaudit.opencl;

/** The buffers and constants of the float32 kernels. */
abstract class Float32Buffers extends LayerKernel {
  /** Buffers up to this length are all made this long: many small shapes need no new ones. */
  private static final int SMALL = 1 << 12;

  float[] x = new float[SMALL];
  float[] y = new float[SMALL];
  float[] dy = new float[SMALL];
  float[] dx = new float[SMALL];
  float[] affine = new float[SMALL];
  float[] state = new float[SMALL];
  float[] saved = new float[SMALL];
  float[] gradient = new float[SMALL];
  float[] partial = new float[SMALL];

  /** Sums that run side by side, and constants spread out beside them; of the device alone. */
  float[] lanes = new float[SMALL];

  float epsilon;

  /** 1/m. */
  float inverseCount;

  float take;
  float keep;

  /** m/(m−1) under Bessel's correction, else 1. */
  float correction;

  float rMin;
  float rMax;
  float dMax;

  Float32Buffers(ComputeDevice device) {
    super(device);
  }

  private float[] array(Buffer buffer) {
    return switch (buffer) {
      case X -> x;
      case Y -> y;
      case DY -> dy;
      case DX -> dx;
      case AFFINE -> affine;
      case STATE -> state;
      case SAVED -> saved;
      case GRADIENT -> gradient;
      case PARTIAL -> partial;
    };
  }

  private static float[] fitted(float[] old, int length) {
    int wanted = Math.max(SMALL, length);
    return old.length == wanted ? old : new float[wanted];
  }

  @Override
  final void fit(Buffer buffer, int length) {
    float[] old = array(buffer);
    float[] fitted = fitted(old, length);
    if (fitted == old) {
      return;
    }
    retire(old);
    switch (buffer) {
      case X -> x = fitted;
      case Y -> y = fitted;
      case DY -> dy = fitted;
      case DX -> dx = fitted;
      case AFFINE -> affine = fitted;
      case STATE -> state = fitted;
      case SAVED -> saved = fitted;
      case GRADIENT -> gradient = fitted;
      case PARTIAL -> partial = fitted;
    }
  }

  @Override
  final void fitLanes(int length) {
    float[] fitted = fitted(lanes, length);
    if (fitted != lanes) {
      retire(lanes);
      lanes = fitted;
    }
  }

  @Override
  final void write(Buffer buffer, int offset, double[] values) {
    float[] array = array(buffer);
    for (int i = 0; i < values.length; i++) {
      array[offset + i] = Casts.toFloat32(values[i]);
    }
  }

  @Override
  final double[] read(Buffer buffer, int offset, int length) {
    float[] array = array(buffer);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = array[offset + i];
    }
    return values;
  }

  @Override
  final void send(Buffer buffer) {
    if (mustTransfer()) {
      put(array(buffer));
    }
  }

  @Override
  final void fetch(Buffer buffer) {
    if (mustTransfer()) {
      get(array(buffer));
    }
  }

  @Override
  final void setConstants(double newEpsilon, double newInverseCount) {
    epsilon = Casts.toFloat32(newEpsilon);
    inverseCount = Casts.toFloat32(newInverseCount);
  }

  @Override
  final void setRule(
      double newTake, double newKeep, double newCorrection, double newRMax, double newDMax) {
    take = Casts.toFloat32(newTake);
    keep = Casts.toFloat32(newKeep);
    correction = Casts.toFloat32(newCorrection);
    rMin = Casts.toFloat32(1 / newRMax);
    rMax = Casts.toFloat32(newRMax);
    dMax = Casts.toFloat32(newDMax);
  }
}
