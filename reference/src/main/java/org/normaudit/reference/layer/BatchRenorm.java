package org.normaudit.reference.layer;

import static org.normaudit.reference.Coordinates.CORRECTION;
import static org.normaudit.reference.Coordinates.DENOMINATOR;
import static org.normaudit.reference.Coordinates.EPSILON;
import static org.normaudit.reference.Coordinates.FOLD;
import static org.normaudit.reference.Coordinates.KEPT;
import static org.normaudit.reference.Coordinates.LOWER_CLIP;
import static org.normaudit.reference.Coordinates.NORMALIZING;
import static org.normaudit.reference.Coordinates.ORDER;
import static org.normaudit.reference.Coordinates.SENSE;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.normaudit.autodiff.Arithmetic;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/**
 * Batch renormalization: S. Ioffe, "Batch Renormalization: Towards Reducing Minibatch Dependence in
 * Batch-Normalized Models", 2017, arXiv:1702.03275, algorithm 1.
 *
 * <p>Training: x̂ = (x−μ_B)/σ_B · r + d and y = γ·x̂ + β, where r = clip(σ_B/σ) to [1/r_max, r_max]
 * and d = clip((μ_B−μ)/σ) to [−d_max, d_max] come from the running μ and σ before the step and
 * carry no gradient. Inference: y = γ(x−μ)/σ + β. The running σ averages σ_B, in which ε lies
 * already. dx is that of batch normalization times r; dγ = Σ dy·x̂ with x̂ after r and d; dβ = Σ
 * dy.
 */
public final class BatchRenorm implements Layer {
  private final Layer plain;

  /** Renormalization, which equals {@code plain} while r is clipped to 1 and d to 0. */
  BatchRenorm(Layer plain) {
    this.plain = plain;
  }

  @Override
  public String label() {
    return "batchrenorm";
  }

  @Override
  public List<Role> roles() {
    return List.of(
        Roles.X,
        Roles.GAMMA,
        Roles.BETA,
        Roles.RUNNING_MEAN,
        Roles.RUNNING_SPREAD,
        Roles.Y,
        Roles.R,
        Roles.D);
  }

  @Override
  public List<Setting<?>> settings() {
    return Settings.CLASSICAL;
  }

  @Override
  public List<Coordinate<?>> coordinates() {
    return List.of(
        EPSILON,
        NORMALIZING,
        KEPT,
        CORRECTION,
        SENSE,
        ORDER,
        LOWER_CLIP,
        DENOMINATOR,
        Coordinates.INFERENCE,
        FOLD,
        Coordinates.SCALE);
  }

  @Override
  public Set<Property> properties() {
    return plain.properties();
  }

  @Override
  public Statistics statistics(Shape shape, Settings settings) {
    return plain.statistics(shape, settings);
  }

  @Override
  public List<Role> secondOrder() {
    return plain.secondOrder();
  }

  @Override
  public Optional<Layer> reducesTo() {
    return Optional.of(plain);
  }

  @Override
  public <T> void forward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    if (!s.isTraining()) {
      FixedStatistics.forward(v, s, convention);
      return;
    }
    Arithmetic<T> a = v.a;
    Spread<T> spread = new Spread<>(v, convention, s.epsilon());
    Standardization<T> x = s.standardize(convention, s.get(Roles.X), true).get(0);
    T keptVariance = spread.keptVariance(x.variance(), s);
    T oldMean = s.only(Roles.RUNNING_MEAN);
    T oldSpread = s.only(Roles.RUNNING_SPREAD);
    T newMean = s.put(Roles.RUNNING_MEAN, v.update(s, oldMean, x.mean()));
    T kept = s.let(Name.KEPT, spread.kept(keptVariance));
    T newSpread = s.put(Roles.RUNNING_SPREAD, v.update(s, oldSpread, kept));

    boolean before = convention.get(ORDER) == Convention.Order.BEFORE_UPDATE;
    T mean = before ? oldMean : newMean;
    T sigma = s.let(Name.DIVISOR, spread.denominator(before ? oldSpread : newSpread));
    Clip clip = s.clip();
    T ratio = clipScale(v, convention, clip, v.ratio(x.sigma(), sigma));
    T r = s.put(Roles.R, a.stopGradient(ratio));
    T offset = clipShift(a, clip, v.ratio(a.subtract(x.mean(), mean), sigma));
    T d = s.put(Roles.D, a.stopGradient(offset));

    boolean folds = convention.get(FOLD) == Convention.RenormPlacement.MOMENTS;
    List<T> corrected =
        folds
            ? v.foldedXhat(s.fold(FoldedMoments.of(x, s.epsilon(), r, d)))
            : v.multiplyAdd(x.xhat(), r, d);
    List<T> xhat = s.let(Name.NORMALIZED, corrected);
    s.put(Roles.Y, v.affine(line(s, Parameters.of(s, convention), x, xhat)));
  }

  // Moments with r and d in them leave nothing to fold into scale and shift.
  private static <T> Line<T> line(
      BlockStep<T> s, Parameters<T> p, Standardization<T> x, List<T> xhat) {
    boolean folds = s.folded() != null;
    return new Line<>(
        s.get(Roles.X),
        x.deviations(),
        folds ? null : x.mean(),
        folds ? null : x.sigma(),
        xhat,
        p.gamma(),
        p.beta(),
        s.result(Roles.R).get(0),
        s.result(Roles.D).get(0));
  }

  @Override
  public <T> void backward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    if (!s.isTraining()) {
      FixedStatistics.backward(v, s, convention);
      return;
    }
    Standardization<T> x = s.standardized().get(0);
    Parameters<T> p = Parameters.of(s, convention);
    List<T> dy = s.get(Roles.DY);
    List<T> g = s.let(Name.G, v.times(dy, p.gamma()));
    s.put(
        Roles.DX,
        s.folded() == null
            ? v.pullback(x, s.upstream(dy, p.gamma(), g), s.result(Roles.R).get(0))
            : v.foldedPullback(s.folded(), g));
    p.putGradients(line(s, p, x, s.named(Name.NORMALIZED)));
  }

  /** Moments that r and d are folded into have no formula for it. */
  @Override
  public <T> void doubleBackward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    if (!s.isTraining()) {
      FixedStatistics.doubleBackward(v, s, convention);
    } else if (s.folded() == null) {
      Parameters<T> p = Parameters.of(s, convention);
      T r = s.result(Roles.R).get(0);
      T d = s.result(Roles.D).get(0);
      p.put(v.doubleBackward(s.standardized().get(0), p.secondOrder(), r, d));
    }
  }

  private static <T> T clipScale(Algebra<T> v, Convention convention, Clip clip, T r) {
    Arithmetic<T> a = v.a;
    boolean bounded = !Double.isInfinite(clip.rMax());
    T low = a.constant(clip.rMin());
    if (convention.get(LOWER_CLIP) == Convention.LowerClip.RECIPROCAL) {
      low = bounded ? a.divide(a.constant(1), a.constant(clip.rMax())) : a.constant(0);
    }
    // Not every arithmetic has an infinity to be the upper bound.
    return bounded ? a.clamp(r, low, a.constant(clip.rMax())) : v.larger(r, low);
  }

  private static <T> T clipShift(Arithmetic<T> a, Clip clip, T d) {
    if (Double.isInfinite(clip.dMax())) {
      return d;
    }
    return a.clamp(d, a.constant(-clip.dMax()), a.constant(clip.dMax()));
  }

  @Override
  public Convention paper() {
    return Convention.USUAL.with(KEPT, Convention.RunningStatistic.DEVIATION);
  }

  @Override
  public List<Preset> presets() {
    Convention paper = paper();
    Convention keras =
        paper
            .with(SENSE, Sense.DECAY)
            .with(LOWER_CLIP, Convention.LowerClip.SEPARATE)
            .with(DENOMINATOR, Convention.Denominator.FLOORED);
    Convention folded =
        paper
            .with(KEPT, Convention.RunningStatistic.VARIANCE)
            .with(FOLD, Convention.RenormPlacement.MOMENTS);
    return List.of(
        new Preset("paper", paper, "arXiv:1702.03275, algorithm 1"),
        new Preset(
            "keras",
            keras,
            "keras.layers.BatchNormalization(renorm=True)",
            "its two sets of statistics seen as one, which they are where both momenta are equal"),
        new Preset("tensorflow", keras, "tf.compat.v1.layers.batch_normalization(renorm=True)"),
        new Preset(
            "chainer",
            paper
                .with(KEPT, Convention.RunningStatistic.VARIANCE)
                .with(CORRECTION, Correction.BESSEL)
                .with(SENSE, Sense.DECAY),
            "chainer.functions.batch_renormalization",
            "it averages V + epsilon, which lies outside the lattice: expect the running spread to"
                + " differ"),
        new Preset(
            "ludvb",
            paper.with(EPSILON, Convention.Epsilon.OUTSIDE),
            "ludvb/batchrenorm, batchrenorm.py"),
        new Preset(
            "crossq",
            folded.with(SENSE, Sense.DECAY),
            "sbx, sbx/common/jax_layers.py (CrossQ)",
            "a hard switch after 100,000 steps instead of a schedule"),
        new Preset(
            "sb3-contrib",
            folded.with(NORMALIZING, Correction.BESSEL).with(CORRECTION, Correction.BESSEL),
            "sb3_contrib/common/torch_layers.py",
            "training on one value a channel gives NaN"),
        new Preset("avalanche", paper, "avalanche, BatchRenormalization2D"));
  }

  @Override
  public String toString() {
    return label();
  }
}
