package org.normaudit.reference.layer;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Convention;

/**
 * The passes of the layers with the statistics of a sample: y = γ·x̂ + β with γ and β of each
 * value's channel, dx = (1/σ)(g − ū(g) − x̂·ū(g·x̂)) in each set, without ū(g) where no mean is
 * subtracted; dγ and dβ are sums over a channel of all samples, another partition than that of the
 * statistics. Both modes are the same, and nothing is remembered.
 */
final class SampleStatistics {
  private SampleStatistics() {}

  static <T> void forward(Algebra<T> v, BlockStep<T> s, Convention convention, boolean centered) {
    List<List<T>> xhat = new ArrayList<>();
    s.standardize(convention, s.get(Roles.X), centered).forEach(set -> xhat.add(set.xhat()));
    s.let(Name.NORMALIZED, s.joined(xhat));
    s.put(Roles.Y, v.affine(line(s, Parameters.of(s, convention))));
  }

  /** What the output is made from. */
  static <T> Line<T> line(BlockStep<T> s, Parameters<T> p) {
    List<T> xhat = s.named(Name.NORMALIZED);
    return new Line<>(s.get(Roles.X), null, null, null, xhat, p.gamma(), p.beta(), null, null);
  }

  static <T> void backward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    Parameters<T> p = Parameters.of(s, convention);
    s.put(Roles.DX, pullback(v, s, s.get(Roles.DY), p.gamma()));
    p.putGradients(line(s, p));
  }

  /** The gradient by what was standardized, for the upstream gradient of γ·x̂. */
  static <T> List<T> pullback(Algebra<T> v, BlockStep<T> s, List<T> dy, List<T> gamma) {
    List<T> g = s.let(Name.G, v.times(dy, gamma));
    List<List<T>> dx = new ArrayList<>();
    for (int i = 0; i < s.standardized().size(); i++) {
      int[] set = s.region().sets().get(i);
      dx.add(v.pullback(s.standardized().get(i), new Upstream<>(s, set, dy, gamma, g), null));
    }
    return s.joined(dx);
  }
}
