package org.normaudit.reference.layer;

import static org.normaudit.reference.Coordinates.EPSILON;
import static org.normaudit.reference.Coordinates.SCALE;

import java.util.List;
import java.util.Set;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Shape;

/**
 * Root mean square normalization: B. Zhang, R. Sennrich, "Root Mean Square Layer Normalization",
 * 2019, arXiv:1910.07467.
 *
 * <p>For each sample: V = ū(x²), σ = √(V+ε), x̂ = x/σ, y = γ·x̂ + β. The paper has no ε, and its
 * bias stands outside the layer, so β is 0. The backward pass is that of {@link SampleStatistics},
 * without ū(g).
 */
public final class RmsNorm implements Layer {

  @Override
  public String label() {
    return "rmsnorm";
  }

  @Override
  public List<Role> roles() {
    return List.of(Roles.X, Roles.GAMMA, Roles.BETA, Roles.Y);
  }

  @Override
  public List<Role> ignored() {
    return List.of(Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD);
  }

  @Override
  public List<Setting<?>> settings() {
    return Settings.CLASSICAL;
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
    return List.of(Roles.X, Roles.GAMMA, Roles.DY);
  }

  @Override
  public <T> void forward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    SampleStatistics.forward(v, s, convention, false);
  }

  @Override
  public <T> void backward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    SampleStatistics.backward(v, s, convention);
  }

  @Override
  public <T> void doubleBackward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    s.put(Roles.GRAD_X, DoubleBackward.ofSets(s, Parameters.of(s, convention), s.get(Roles.DDX)));
  }

  @Override
  public Convention paper() {
    return Convention.USUAL;
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        new Preset("paper", paper(), "arXiv:1910.07467, equation 4", "the paper has no epsilon"),
        new Preset("pytorch", paper(), "torch.nn.RMSNorm, documentation"),
        new Preset(
            "authors",
            paper().with(EPSILON, Convention.Epsilon.OUTSIDE),
            "bzhangGo/rmsnorm, rmsnorm_torch.py",
            "without its partial form and its bias"));
  }

  @Override
  public String toString() {
    return label();
  }
}
