package org.normaudit.reference;

import java.util.Optional;

/** A copy of a step in which components can be replaced, without a check until it is finished. */
final class LayerInputDraft {
  LayerKind layer;
  Mode mode;
  Dtype dtype;
  Shape shape;
  int groups;
  double epsilon;
  UpdateRule rule;
  Clip clip;
  boolean affine;
  double[] x;
  double[] gamma;
  double[] beta;
  RunningStatistics state;
  double[] dy;
  Optional<SecondOrder> second;

  LayerInputDraft(LayerInput step) {
    layer = step.layer();
    mode = step.mode();
    dtype = step.dtype();
    shape = step.shape();
    groups = step.groups();
    epsilon = step.epsilon();
    rule = step.rule();
    clip = step.clip();
    affine = step.affine();
    x = step.x();
    gamma = step.gamma();
    beta = step.beta();
    state = step.state();
    dy = step.dy();
    second = step.second();
  }

  LayerInput finished() {
    return new LayerInput(
        layer, mode, dtype, shape, groups, epsilon, rule, clip, affine, x, gamma, beta, state, dy,
        second);
  }
}
