package org.normaudit.verification.cases;

import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;

/**
 * A configuration with its data. One line of text says all of it: {@link #toString} and {@link
 * CaseLine#parse} are each other's inverse.
 *
 * @param layer which layer
 * @param mode training or inference
 * @param dtype the format of the tensors
 * @param shape of x
 * @param data how x is made
 * @param kappa the condition number √(1 + mean²/V) that generated data are given, about
 * @param exponent generated data are scaled by 2^exponent
 * @param epsilon ε
 * @param momentum the update rate
 * @param frozen whether the running statistics stay as they are
 * @param clip the bounds of r and d
 * @param affine whether γ and β are drawn; else 1 and 0
 * @param upstream how dy is made
 * @param state how the running statistics before the step are made
 * @param second whether a double backward is asked for
 * @param seed of everything that is drawn
 * @param groups into how many groups the channels of group normalization fall; 1 for other layers
 */
public record Case(
    LayerKind layer,
    Mode mode,
    Dtype dtype,
    Shape shape,
    Data data,
    double kappa,
    int exponent,
    double epsilon,
    double momentum,
    boolean frozen,
    Clip clip,
    boolean affine,
    Upstream upstream,
    State state,
    boolean second,
    long seed,
    int groups) {

  /** Checks the groups. */
  public Case {
    layer.groups(shape, groups);
    if (groups != 1 && !layer.isGrouped()) {
      throw new IllegalArgumentException(
          "groups=%d: %s has no groups to set".formatted(groups, layer.label()));
    }
  }

  /** How the upstream gradient is made. */
  public enum Upstream {
    /** Standard normal. */
    NORMAL,
    /** All 1: the gradient of a plain sum, for which dx is 0. */
    ONES,
    /** 1 at one place of each channel, else 0. */
    ONEHOT,
    /** A multiple of x̂, and a little noise: nearly all of it is projected away. */
    ALIGNED
  }

  /** How the running statistics before the step are made. */
  public enum State {
    /** Mean 0, spread 1, no batch in them yet. */
    INITIAL,
    /** Near those of the batch, so that r and d are small corrections. */
    NEAR,
    /** Far from those of the batch, so that r and d leave most bounds. */
    FAR,
    /** Those of the batch, as the format rounds them. */
    MATCHED
  }

  @Override
  public String toString() {
    return CaseLine.format(this);
  }

  /** This case in another format. */
  public Case withDtype(Dtype other) {
    return new CaseBuilder(this).dtype(other).build();
  }

  /** This case with another seed. */
  public Case withSeed(long other) {
    return new CaseBuilder(this).seed(other).build();
  }

  /** This case with other data. */
  public Case withData(Data other) {
    return new CaseBuilder(this).data(other).build();
  }

  /** This case with another shape. */
  public Case withShape(Shape other) {
    return new CaseBuilder(this).shape(other).build();
  }
}
