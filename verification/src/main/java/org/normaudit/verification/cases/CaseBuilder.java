package org.normaudit.verification.cases;

import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;

/** A case on its way: another one, with some of its settings replaced. */
public final class CaseBuilder {
  private final Case base;
  private Dtype dtype;
  private Shape shape;
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
  private int groups;

  /** A case that starts as {@code base}. */
  public CaseBuilder(Case base) {
    this.base = base;
    dtype = base.dtype();
    shape = base.shape();
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
    groups = base.groups();
  }

  /** The format of the tensors. */
  public CaseBuilder dtype(Dtype value) {
    dtype = value;
    return this;
  }

  /** The shape of x. */
  public CaseBuilder shape(Shape value) {
    shape = value;
    return this;
  }

  /** How x is made. */
  public CaseBuilder data(Data value) {
    data = value;
    return this;
  }

  /** The condition number that generated data are given. */
  public CaseBuilder kappa(double value) {
    kappa = value;
    return this;
  }

  /** Generated data are scaled by 2 to this power. */
  public CaseBuilder exponent(int value) {
    exponent = value;
    return this;
  }

  /** ε. */
  public CaseBuilder epsilon(double value) {
    epsilon = value;
    return this;
  }

  /** The update rate. */
  public CaseBuilder momentum(double value) {
    momentum = value;
    return this;
  }

  /** Whether the running statistics stay as they are. */
  public CaseBuilder frozen(boolean value) {
    frozen = value;
    return this;
  }

  /** The bounds of r and d. */
  public CaseBuilder clip(Clip value) {
    clip = value;
    return this;
  }

  /** Whether γ and β are drawn. */
  public CaseBuilder affine(boolean value) {
    affine = value;
    return this;
  }

  /** How dy is made. */
  public CaseBuilder upstream(Case.Upstream value) {
    upstream = value;
    return this;
  }

  /** How the running statistics before the step are made. */
  public CaseBuilder state(Case.State value) {
    state = value;
    return this;
  }

  /** Whether a double backward is asked for. */
  public CaseBuilder second(boolean value) {
    second = value;
    return this;
  }

  /** The seed of everything that is drawn. */
  public CaseBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Into how many groups the channels of group normalization fall. */
  public CaseBuilder groups(int value) {
    groups = value;
    return this;
  }

  /** The case with what has been replaced; its groups must divide its channels. */
  public Case build() {
    return new Case(
        base.layer(),
        base.mode(),
        dtype,
        shape,
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
