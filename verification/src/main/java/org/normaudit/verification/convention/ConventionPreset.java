package org.normaudit.verification.convention;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.Denominator;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Convention.Fold;
import org.normaudit.reference.Convention.Kept;
import org.normaudit.reference.Convention.LowerClip;
import org.normaudit.reference.Convention.Scale;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.UpdateRule.Correction;
import org.normaudit.reference.UpdateRule.Sense;

/**
 * A convention that has a name: that of an implementation, as its sources or documents have it.
 *
 * @param name on the command line and in reports
 * @param layer the layer that it is about; a name may have one convention a layer
 * @param convention the point of the lattice
 * @param source where it can be read
 * @param note what else is to be known; may be empty
 */
public record ConventionPreset(
    String name, LayerKind layer, Convention convention, String source, String note) {

  private static final List<ConventionPreset> ALL = build();

  /** All of them, the paper's first. */
  public static List<ConventionPreset> all() {
    return ALL;
  }

  /** Those of one layer, the paper's first. */
  public static List<ConventionPreset> of(LayerKind layer) {
    return ALL.stream().filter(preset -> preset.layer == layer).toList();
  }

  /** The first name that a layer's convention has. */
  public static Optional<ConventionPreset> of(LayerKind layer, Convention convention) {
    return of(layer).stream().filter(preset -> preset.convention.equals(convention)).findFirst();
  }

  /**
   * The conventions of that name, one or two.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static List<ConventionPreset> named(String name) {
    List<ConventionPreset> found = ALL.stream().filter(p -> p.name.equals(name)).toList();
    if (found.isEmpty()) {
      TreeSet<String> names = new TreeSet<>();
      ALL.forEach(preset -> names.add(preset.name));
      throw new IllegalArgumentException(
          "unknown convention '%s': one of %s".formatted(name, String.join(", ", names)));
    }
    return found;
  }

  private static List<ConventionPreset> build() {
    List<ConventionPreset> list = new ArrayList<>();
    normalization(list);
    renormalization(list);
    ofASample(list);
    return List.copyOf(list);
  }

  private static void normalization(List<ConventionPreset> list) {
    LayerKind bn = LayerKind.BATCH_NORM;
    Convention paper = Convention.paper(bn);
    Convention keep = paper.with(Sense.KEEP);
    Convention bessel = paper.withCorrection(Correction.BESSEL);
    Convention besselKeep = bessel.with(Sense.KEEP);
    add(list, "paper", bn, paper, "arXiv:1502.03167, algorithms 1 and 2", "");
    add(
        list,
        "pytorch",
        bn,
        bessel,
        "torch.nn.BatchNorm2d, documentation",
        "momentum=None is the cumulative mean; training on one value a channel is refused");
    add(
        list,
        "tensorflow",
        bn,
        bessel,
        "tf.compat.v1.nn.fused_batch_norm, exponential_avg_factor",
        "the fused kernel; Keras over it reads momentum the other way, as djl does");
    add(
        list,
        "cudnn",
        bn,
        bessel,
        "cudnnBatchNormalizationForwardTraining",
        "has a lowest epsilon");
    add(
        list,
        "djl",
        bn,
        besselKeep,
        "ai.djl.nn.norm.BatchNorm over PyTorch",
        "PyTorch's kernels with the opposite momentum");
    add(list, "keras", bn, keep, "keras.layers.BatchNormalization", "not the fused path");
    add(list, "onnx", bn, keep, "ONNX BatchNormalization, opset 14 and 15", "training_mode = 1");
    add(list, "onnxruntime", bn, keep, "ONNX Runtime, CPU BatchNormalization", "");
    add(list, "dl4j", bn, keep, "DL4J BatchNormalization, decay", "");
    add(list, "flax", bn, keep, "flax.linen.BatchNorm", "one-pass variance, clamped at 0");
    add(
        list,
        "haiku",
        bn,
        paper.with(Sense.DEBIASED),
        "haiku.BatchNorm over ExponentialMovingAverage(zero_debias=True)",
        "one-pass variance");
    add(
        list,
        "mxnet",
        bn,
        keep.with(Scale.FIXED),
        "mxnet.symbol.BatchNorm, fix_gamma=True",
        "fix_gamma is the default; without it the convention is that of keras");
    add(
        list,
        "caffe",
        bn,
        bessel.with(Sense.DEBIASED),
        "caffe batch_norm_layer.cpp",
        "gamma and beta belong to another layer; Bessel's factor of one value is 1");
    add(list, "chainer", bn, besselKeep, "chainer.functions.batch_normalization, decay", "");
  }

  private static void renormalization(List<ConventionPreset> list) {
    LayerKind brn = LayerKind.BATCH_RENORM;
    Convention paper = Convention.paper(brn);
    Convention keras = paper.with(Sense.KEEP).with(LowerClip.SEPARATE).with(Denominator.FLOORED);
    Convention folded = paper.with(Kept.VARIANCE).with(Fold.MOMENTS);
    add(list, "paper", brn, paper, "arXiv:1702.03275, algorithm 1", "");
    add(
        list,
        "keras",
        brn,
        keras,
        "keras.layers.BatchNormalization(renorm=True)",
        "its two sets of statistics seen as one, which they are where both momenta are equal");
    add(list, "tensorflow", brn, keras, "tf.compat.v1.layers.batch_normalization(renorm=True)", "");
    add(
        list,
        "chainer",
        brn,
        paper.with(Kept.VARIANCE).withCorrection(Correction.BESSEL).with(Sense.KEEP),
        "chainer.functions.batch_renormalization",
        "it averages V + epsilon, which lies outside the lattice: expect the running spread to"
            + " differ");
    add(list, "ludvb", brn, paper.with(Epsilon.OUTSIDE), "ludvb/batchrenorm, batchrenorm.py", "");
    add(
        list,
        "crossq",
        brn,
        folded.with(Sense.KEEP),
        "sbx, sbx/common/jax_layers.py (CrossQ)",
        "a hard switch after 100,000 steps instead of a schedule");
    add(
        list,
        "sb3-contrib",
        brn,
        folded.withNormalizing(Correction.BESSEL).withCorrection(Correction.BESSEL),
        "sb3_contrib/common/torch_layers.py",
        "training on one value a channel gives NaN");
    add(list, "avalanche", brn, paper, "avalanche, BatchRenormalization2D", "");
  }

  private static void ofASample(List<ConventionPreset> list) {
    LayerKind ln = LayerKind.LAYER_NORM;
    Convention layer = Convention.paper(ln);
    add(list, "paper", ln, layer, "arXiv:1607.06450, equation 4", "the paper has no epsilon");
    add(list, "pytorch", ln, layer, "torch.nn.LayerNorm, documentation", "");
    add(
        list,
        "annotated-transformer",
        ln,
        layer.withNormalizing(Correction.BESSEL).with(Epsilon.OUTSIDE),
        "harvardnlp/annotated-transformer, class LayerNorm",
        "x.std() is Bessel's");
    LayerKind instance = LayerKind.INSTANCE_NORM;
    Convention ofInstance = Convention.paper(instance);
    add(list, "paper", instance, ofInstance, "arXiv:1607.08022, equation 2", "");
    add(
        list,
        "pytorch",
        instance,
        ofInstance,
        "torch.nn.InstanceNorm2d, documentation",
        "without track_running_stats; one value in training is refused");
    LayerKind group = LayerKind.GROUP_NORM;
    add(list, "paper", group, Convention.paper(group), "arXiv:1803.08494, equations 2 and 7", "");
    add(list, "pytorch", group, Convention.paper(group), "torch.nn.GroupNorm, documentation", "");
    LayerKind rms = LayerKind.RMS_NORM;
    Convention ofRms = Convention.paper(rms);
    add(list, "paper", rms, ofRms, "arXiv:1910.07467, equation 4", "the paper has no epsilon");
    add(list, "pytorch", rms, ofRms, "torch.nn.RMSNorm, documentation", "");
    add(
        list,
        "authors",
        rms,
        ofRms.with(Epsilon.OUTSIDE),
        "bzhangGo/rmsnorm, rmsnorm_torch.py",
        "without its partial form and its bias");
  }

  private static void add(
      List<ConventionPreset> list,
      String name,
      LayerKind layer,
      Convention convention,
      String source,
      String note) {
    list.add(new ConventionPreset(name, layer, convention, source, note));
  }
}
