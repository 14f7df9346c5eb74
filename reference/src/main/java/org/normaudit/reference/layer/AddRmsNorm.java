package org.normaudit.reference.layer;

import static org.normaudit.reference.Coordinates.EPSILON;
import static org.normaudit.reference.Coordinates.SCALE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Shape;

/**
 * The sum of x and a residual, and its root mean square normalization: the block that transformers
 * fuse before attention and before the feed-forward network. Normalization by B. Zhang, R.
 * Sennrich, "Root Mean Square Layer Normalization", 2019, arXiv:1910.07467, equation 4; the
 * residual goes on beside it as in R. Xiong et al., "On Layer Normalization in the Transformer
 * Architecture", 2020, arXiv:2002.04745, figure 1b.
 *
 * <p>For each sample: s = x + residual, V = ū(s²), σ = √(V+ε), ŝ = s/σ, y = γ·ŝ; y and s are handed
 * on. With g = γ·dy and ds, the upstream gradient of s: dx = dresidual = (1/σ)(g − ŝ·ū(g·ŝ)) + ds;
 * dγ = Σ dy·ŝ. The double backward is that of the normalization for v = ddx + ddresidual; what it
 * gives by s is the gradient by x and by the residual, and that by ds is v.
 */
public final class AddRmsNorm implements Layer {
  @Override
  public String label() {
    return "addrmsnorm";
  }

  @Override
  public List<Role> roles() {
    return List.of(Roles.X, Roles.RESIDUAL, Roles.GAMMA, Roles.Y, Roles.SUM);
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(Settings.EPSILON, Settings.AFFINE);
  }

  @Override
  public List<Coordinate<?>> coordinates() {
    return List.of(EPSILON, SCALE);
  }

  @Override
  public Set<Property> properties() {
    return Set.of();
  }

  @Override
  public Statistics statistics(Shape shape, Settings settings) {
    return new Statistics(shape, 1, false);
  }

  @Override
  public List<Role> secondOrder() {
    return List.of(Roles.X, Roles.RESIDUAL, Roles.GAMMA, Roles.DY, Roles.SUM.gradient());
  }

  @Override
  public <T> void forward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    List<T> sum = s.put(Roles.SUM, v.plus(s.get(Roles.X), s.get(Roles.RESIDUAL)));
    List<List<T>> normalized = new ArrayList<>();
    s.standardize(convention, sum, false).forEach(set -> normalized.add(set.xhat()));
    List<T> xhat = s.let(Name.NORMALIZED, s.joined(normalized));
    s.put(Roles.Y, v.times(xhat, Parameters.of(s, convention).gamma()));
  }

  @Override
  public <T> void backward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    Parameters<T> p = Parameters.of(s, convention);
    List<T> bySum = SampleStatistics.pullback(v, s, s.get(Roles.DY), p.gamma());
    List<T> gradient = v.plus(bySum, s.get(Roles.SUM.gradient()));
    s.put(Roles.DX, gradient);
    s.put(Roles.RESIDUAL.gradient(), gradient);
    p.putGradients(SampleStatistics.line(s, p));
  }

  @Override
  public <T> void doubleBackward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    Parameters<T> p = Parameters.of(s, convention);
    List<T> upstreams = v.plus(s.get(Roles.DDX), s.get(Roles.RESIDUAL.gradient().upstream()));
    List<T> bySum = DoubleBackward.ofSets(s, p, upstreams);
    s.put(Roles.GRAD_X, bySum);
    s.put(Roles.RESIDUAL.second(), bySum);
    s.put(Roles.SUM.gradient().second(), upstreams);
  }

  @Override
  public Convention paper() {
    return Convention.USUAL;
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        new Preset("paper", paper(), "arXiv:1910.07467, equation 4", "the paper has no epsilon"));
  }

  @Override
  public String toString() {
    return label();
  }
}
