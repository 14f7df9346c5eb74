package org.normaudit.verification.core.cases;

import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Setting;
import org.normaudit.reference.layer.Settings;

/** A case on its way: another one, with some of its settings replaced. */
public final class CaseBuilder {
  private final Case base;
  private Dtype dtype;
  private Shape shape;
  private Settings settings;

  /** A case that starts as {@code base}. */
  public CaseBuilder(Case base) {
    this.base = base;
    dtype = base.dtype();
    shape = base.shape();
    settings = base.settings();
  }

  /** Another value of a setting. */
  public <V> CaseBuilder with(Setting<V> setting, V value) {
    settings = settings.with(setting, value);
    return this;
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
    return with(CaseSettings.DATA, value);
  }

  /** The condition number that generated data are given. */
  public CaseBuilder kappa(double value) {
    return with(CaseSettings.KAPPA, value);
  }

  /** Generated data are scaled by 2 to this power. */
  public CaseBuilder exponent(int value) {
    return with(CaseSettings.EXPONENT, value);
  }

  /** ε. */
  public CaseBuilder epsilon(double value) {
    return with(Settings.EPSILON, value);
  }

  /** The update rate. */
  public CaseBuilder momentum(double value) {
    return with(Settings.MOMENTUM, value);
  }

  /** Whether the running statistics stay as they are. */
  public CaseBuilder frozen(boolean value) {
    return with(CaseSettings.FROZEN, value);
  }

  /** The bounds of r and d. */
  public CaseBuilder clip(Clip value) {
    return with(CaseSettings.R_MIN, value.isSymmetric() ? Double.NaN : value.rMin())
        .with(Settings.R_MAX, value.rMax())
        .with(Settings.D_MAX, value.dMax());
  }

  /** Whether γ and β are drawn. */
  public CaseBuilder affine(boolean value) {
    return with(Settings.AFFINE, value);
  }

  /** How dy is made. */
  public CaseBuilder upstream(Case.Upstream value) {
    return with(CaseSettings.UPSTREAM, value);
  }

  /** How the running statistics before the step are made. */
  public CaseBuilder state(Case.State value) {
    return with(CaseSettings.STATE, value);
  }

  /** Whether a double backward is asked for. */
  public CaseBuilder second(boolean value) {
    return with(CaseSettings.SECOND, value);
  }

  /** The seed of everything that is drawn. */
  public CaseBuilder seed(long value) {
    return with(CaseSettings.SEED, value);
  }

  /** Into how many groups the channels of group normalization fall. */
  public CaseBuilder groups(int value) {
    return with(Settings.GROUPS, value);
  }

  /** The case with what has been replaced; its groups must divide its channels. */
  public Case build() {
    return new Case(base.layer(), base.mode(), dtype, shape, settings);
  }
}
