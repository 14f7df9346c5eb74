package org.normaudit.reference.layer;

import static org.normaudit.reference.Coordinates.CORRECTION;
import static org.normaudit.reference.Coordinates.SCALE;
import static org.normaudit.reference.Coordinates.SENSE;

import java.util.List;
import java.util.Set;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/**
 * Batch normalization: S. Ioffe, C. Szegedy, "Batch Normalization: Accelerating Deep Network
 * Training by Reducing Internal Covariate Shift", 2015, arXiv:1502.03167, algorithms 1 and 2.
 *
 * <p>Training: μ = ū(x), V = ū((x−μ)²), σ = √(V+ε), x̂ = (x−μ)/σ, y = γ·x̂ + β. Inference: the same
 * with the running statistics for μ and V. dx = (1/σ)(g − ū(g) − x̂·ū(g·x̂)) with g = γ·dy; dγ = Σ
 * dy·x̂; dβ = Σ dy.
 */
public final class BatchNorm implements Layer {

  @Override
  public String label() {
    return "batchnorm";
  }

  @Override
  public List<Role> roles() {
    return List.of(
        Roles.X, Roles.GAMMA, Roles.BETA, Roles.RUNNING_MEAN, Roles.RUNNING_SPREAD, Roles.Y);
  }

  @Override
  public List<Setting<?>> settings() {
    return Settings.CLASSICAL;
  }

  @Override
  public List<Coordinate<?>> coordinates() {
    return List.of(
        Coordinates.EPSILON,
        Coordinates.NORMALIZING,
        Coordinates.KEPT,
        CORRECTION,
        SENSE,
        Coordinates.INFERENCE,
        SCALE);
  }

  @Override
  public Set<Property> properties() {
    return Set.of(
        Property.STATEFUL,
        Property.TWO_MODES,
        Property.OVER_BATCH,
        Property.SHIFT_INVARIANT,
        Property.LEARNS_SHIFT);
  }

  @Override
  public Statistics statistics(Shape shape, Settings settings) {
    return new Statistics(shape, shape.channels(), true);
  }

  @Override
  public List<Role> secondOrder() {
    return List.of(Roles.X, Roles.GAMMA, Roles.DY);
  }

  @Override
  public <T> void forward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    if (!s.isTraining()) {
      FixedStatistics.forward(v, s, convention);
      return;
    }
    Standardization<T> x = s.standardize(convention, s.get(Roles.X), true).get(0);
    List<T> xhat = s.let(Name.NORMALIZED, x.xhat());
    s.put(Roles.Y, v.affine(line(s, Parameters.of(s, convention), x, xhat)));

    Spread<T> spread = new Spread<>(v, convention, s.epsilon());
    T keptVariance = spread.keptVariance(x.variance(), s);
    s.put(Roles.RUNNING_MEAN, v.update(s, s.only(Roles.RUNNING_MEAN), x.mean()));
    T kept = s.let(Name.KEPT, spread.kept(keptVariance));
    s.put(Roles.RUNNING_SPREAD, v.update(s, s.only(Roles.RUNNING_SPREAD), kept));
  }

  private static <T> Line<T> line(
      BlockStep<T> s, Parameters<T> p, Standardization<T> x, List<T> xhat) {
    return new Line<>(
        s.get(Roles.X), x.deviations(), x.mean(), x.sigma(), xhat, p.gamma(), p.beta(), null, null);
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
    s.put(Roles.DX, v.pullback(x, s.upstream(dy, p.gamma(), g), null));
    p.putGradients(line(s, p, x, s.named(Name.NORMALIZED)));
  }

  @Override
  public <T> void doubleBackward(Algebra<T> v, BlockStep<T> s, Convention convention) {
    if (!s.isTraining()) {
      FixedStatistics.doubleBackward(v, s, convention);
      return;
    }
    Parameters<T> p = Parameters.of(s, convention);
    p.put(v.doubleBackward(s.standardized().get(0), p.secondOrder(), null, null));
  }

  @Override
  public Convention paper() {
    return Convention.USUAL;
  }

  @Override
  public List<Preset> presets() {
    Convention paper = paper();
    Convention keep = paper.with(SENSE, Sense.DECAY);
    Convention bessel = paper.with(CORRECTION, Correction.BESSEL);
    Convention besselKeep = bessel.with(SENSE, Sense.DECAY);
    return List.of(
        new Preset("paper", paper, "arXiv:1502.03167, algorithms 1 and 2"),
        new Preset(
            "pytorch",
            bessel,
            "torch.nn.BatchNorm2d, documentation",
            "momentum=None is the cumulative mean; training on one value a channel is refused"),
        new Preset(
            "tensorflow",
            bessel,
            "tf.compat.v1.nn.fused_batch_norm, exponential_avg_factor",
            "the fused kernel; Keras over it reads momentum the other way, as djl does"),
        new Preset(
            "cudnn", bessel, "cudnnBatchNormalizationForwardTraining", "has a lowest epsilon"),
        new Preset(
            "djl",
            besselKeep,
            "ai.djl.nn.norm.BatchNorm over PyTorch",
            "PyTorch's kernels with the opposite momentum"),
        new Preset("keras", keep, "keras.layers.BatchNormalization", "not the fused path"),
        new Preset("onnx", keep, "ONNX BatchNormalization, opset 14 and 15", "training_mode = 1"),
        new Preset("onnxruntime", keep, "ONNX Runtime, CPU BatchNormalization"),
        new Preset("dl4j", keep, "DL4J BatchNormalization, decay"),
        new Preset("flax", keep, "flax.linen.BatchNorm", "one-pass variance, clamped at 0"),
        new Preset(
            "haiku",
            paper.with(SENSE, Sense.DEBIASED),
            "haiku.BatchNorm over ExponentialMovingAverage(zero_debias=True)",
            "one-pass variance"),
        new Preset(
            "mxnet",
            keep.with(SCALE, Convention.Scale.FIXED),
            "mxnet.symbol.BatchNorm, fix_gamma=True",
            "fix_gamma is the default; without it the convention is that of keras"),
        new Preset(
            "caffe",
            bessel.with(SENSE, Sense.DEBIASED),
            "caffe batch_norm_layer.cpp",
            "gamma and beta belong to another layer; Bessel's factor of one value is 1"),
        new Preset("chainer", besselKeep, "chainer.functions.batch_normalization, decay"));
  }

  @Override
  public String toString() {
    return label();
  }
}
