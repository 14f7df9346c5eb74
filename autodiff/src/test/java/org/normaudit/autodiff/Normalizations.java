package org.normaudit.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/** One channel of the layers that the project is about, as functions to differentiate. */
final class Normalizations {

  private Normalizations() {}

  /** A channel with its upstream gradient. */
  record Channel(double[] x, double[] upstream, double epsilon) {

    /** Standard normal values times {@code spread}, around {@code kappa} spreads. */
    static Channel random(long seed, int values, double kappa, double spread) {
      Random random = new Random(seed);
      double[] x =
          random.doubles(values).map(u -> spread * (kappa + random.nextGaussian())).toArray();
      double[] upstream = random.doubles(values).map(u -> random.nextGaussian()).toArray();
      return new Channel(x, upstream, spread * spread / 1024);
    }

    /** y at another point. */
    double[] normalize(double[] point) {
      return standardize(Binary64.INSTANCE, DoubleStream.of(point).boxed().toList(), epsilon)
          .stream()
          .mapToDouble(y -> y)
          .toArray();
    }

    /** dx by the tape. */
    double[] gradient() {
      Tape tape = new Tape();
      List<Tape.Var> inputs = tape.variables(x);
      tape.sweep(standardize(tape, inputs, epsilon), upstream);
      return tape.gradient(inputs);
    }
  }

  /** x̂ = (x − μ)/√(V + ε). */
  static <T> List<T> standardize(Arithmetic<T> a, List<T> x, double epsilon) {
    return renormalize(a, x, epsilon, a.constant(1), a.constant(0));
  }

  /** x̂·r + d. */
  static <T> List<T> renormalize(Arithmetic<T> a, List<T> x, double epsilon, T r, T d) {
    T mean = mean(a, x);
    T sigma = sigma(a, x, epsilon);
    List<T> y = new ArrayList<>();
    for (T value : x) {
      y.add(a.add(a.multiply(a.divide(a.subtract(value, mean), sigma), r), d));
    }
    return y;
  }

  static <T> T mean(Arithmetic<T> a, List<T> x) {
    T sum = a.constant(0);
    for (T value : x) {
      sum = a.add(sum, value);
    }
    return a.divide(sum, a.constant(x.size()));
  }

  static <T> T sigma(Arithmetic<T> a, List<T> x, double epsilon) {
    T mean = mean(a, x);
    List<T> squares = new ArrayList<>();
    for (T value : x) {
      T deviation = a.subtract(value, mean);
      squares.add(a.multiply(deviation, deviation));
    }
    return a.sqrt(a.add(mean(a, squares), a.constant(epsilon)));
  }
}
