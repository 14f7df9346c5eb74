package org.normaudit.verification.lab.variants;

/** In what order a machine adds. */
public enum Summation {
  /** From the first to the last. */
  SEQUENTIAL {
    @Override
    double sum(Machine a, double[] v, int from, int to) {
      double sum = 0;
      for (int k = from; k < to; k++) {
        sum = a.add(sum, v[k]);
      }
      return sum;
    }

    @Override
    double dot(Machine a, double[] v, double[] w, int from, int to) {
      double sum = 0;
      for (int k = from; k < to; k++) {
        sum = a.multiplyAdd(v[k], w[k], sum);
      }
      return sum;
    }
  },
  /** Halves, and their halves, down to a few values. */
  PAIRWISE {
    @Override
    double sum(Machine a, double[] v, int from, int to) {
      if (to - from <= LEAF) {
        return SEQUENTIAL.sum(a, v, from, to);
      }
      int middle = (from + to) >>> 1;
      return a.add(sum(a, v, from, middle), sum(a, v, middle, to));
    }

    @Override
    double dot(Machine a, double[] v, double[] w, int from, int to) {
      if (to - from <= LEAF) {
        return SEQUENTIAL.dot(a, v, w, from, to);
      }
      int middle = (from + to) >>> 1;
      return a.add(dot(a, v, w, from, middle), dot(a, v, w, middle, to));
    }
  };

  private static final int LEAF = 2;

  abstract double sum(Machine a, double[] v, int from, int to);

  abstract double dot(Machine a, double[] v, double[] w, int from, int to);

  /** Σ v. */
  public double sum(Machine a, double[] v) {
    return sum(a, v, 0, v.length);
  }

  /** Σ v·w. */
  public double dot(Machine a, double[] v, double[] w) {
    return dot(a, v, w, 0, v.length);
  }

  /** ū(v) = Σ v / m. */
  double mean(Machine a, double[] v) {
    return a.divide(sum(a, v), a.round(v.length));
  }

  /** ū(v·w). */
  double meanProduct(Machine a, double[] v, double[] w) {
    return a.divide(dot(a, v, w), a.round(v.length));
  }
}
