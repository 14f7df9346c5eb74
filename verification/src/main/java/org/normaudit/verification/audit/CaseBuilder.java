package org.normaudit.verification.audit;

import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.verification.cases.Case;
import org.normaudit.verification.cases.CaseLine;
import org.normaudit.verification.cases.Data;

/** A case on its way, from the settings that a case line leaves out. */
final class CaseBuilder {
  private final Case base;
  private Data data;
  private double kappa;
  private int exponent;
  private double epsilon;
  private double momentum;
  private boolean frozen;
  private Clip clip;
  private boolean affine;
  private Case.Upstream upstream;
  private Case.State state;
  private boolean second;
  private long seed;
  private int groups = 1;

  CaseBuilder(LayerKind layer, Mode mode, Dtype dtype, Shape shape) {
    base = CaseLine.standard(layer, mode, dtype, shape);
    data = base.data();
    kappa = base.kappa();
    exponent = base.exponent();
    epsilon = base.epsilon();
    momentum = base.momentum();
    frozen = base.frozen();
    clip = base.clip();
    affine = base.affine();
    upstream = base.upstream();
    state = base.state();
    second = base.second();
    seed = base.seed();
  }

  CaseBuilder data(Data value) {
    data = value;
    return this;
  }

  CaseBuilder kappa(double value) {
    kappa = value;
    return this;
  }

  CaseBuilder exponent(int value) {
    exponent = value;
    return this;
  }

  CaseBuilder epsilon(double value) {
    epsilon = value;
    return this;
  }

  CaseBuilder momentum(double value) {
    momentum = value;
    return this;
  }

  CaseBuilder frozen(boolean value) {
    frozen = value;
    return this;
  }

  CaseBuilder clip(Clip value) {
    clip = value;
    return this;
  }

  CaseBuilder affine(boolean value) {
    affine = value;
    return this;
  }

  CaseBuilder upstream(Case.Upstream value) {
    upstream = value;
    return this;
  }

  CaseBuilder state(Case.State value) {
    state = value;
    return this;
  }

  CaseBuilder second(boolean value) {
    second = value;
    return this;
  }

  CaseBuilder seed(long value) {
    seed = value;
    return this;
  }

  CaseBuilder groups(int value) {
    groups = value;
    return this;
  }

  Case build() {
    return new Case(
        base.layer(),
        base.mode(),
        base.dtype(),
        base.shape(),
        data,
        kappa,
        exponent,
        epsilon,
        momentum,
        frozen,
        clip,
        affine,
        upstream,
        state,
        second,
        seed,
        groups);
  }
}
