package org.normaudit.reference;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The choices that implementations of one layer make differently, a point in a lattice. Whoever
 * names a convention says all of them.
 *
 * @param epsilon where ε enters the spread that normalizes
 * @param normalizing which variance normalizes
 * @param kept which statistic the running spread is
 * @param correction which variance the running spread is made of
 * @param sense what the number called momentum means
 * @param order whether r and d see the running statistics before or after the step's update
 * @param lowerClip what r is clipped to from below
 * @param denominator what r and d divide by
 * @param inference what inference divides by
 * @param fold how r and d enter the output
 * @param scale whether γ is learned
 */
public record Convention(
    Epsilon epsilon,
    UpdateRule.Correction normalizing,
    Kept kept,
    UpdateRule.Correction correction,
    UpdateRule.Sense sense,
    Order order,
    LowerClip lowerClip,
    Denominator denominator,
    Inference inference,
    Fold fold,
    Scale scale) {

  /** Where ε enters the spread σ made of a variance V. */
  public enum Epsilon {
    /** σ = √(V + ε). */
    INSIDE,
    /** σ = √V + ε. */
    OUTSIDE,
    /** σ = √(V + ε) + ε. */
    BOTH,
    /** σ = √max(V, ε). */
    FLOOR
  }

  /** Which statistic the running spread is. */
  public enum Kept {
    /** The variance, without ε. */
    VARIANCE("variance"),
    /** The standard deviation that normalizes, with ε. */
    DEVIATION("standard deviation"),
    /** One over the standard deviation that normalizes, with ε. */
    INVERSE("inverse standard deviation");

    private final String label;

    Kept(String label) {
      this.label = label;
    }

    /** The name in messages. */
    public String label() {
      return label;
    }
  }

  /** Which running statistics r and d see. */
  public enum Order {
    /** Those from before this step's update. */
    BEFORE_UPDATE,
    /** Those that this step's update makes. */
    AFTER_UPDATE
  }

  /** What r is clipped to from below. */
  public enum LowerClip {
    /** 1/r_max. */
    RECIPROCAL,
    /** A bound of its own, r_min. */
    SEPARATE
  }

  /** What r and d divide by. */
  public enum Denominator {
    /** The standard deviation that the running spread stands for. */
    RUNNING,
    /** The larger of that and √ε. */
    FLOORED
  }

  /** What inference divides by. */
  public enum Inference {
    /** The standard deviation that the running spread stands for; a kept variance has ε added. */
    PLAIN,
    /** √(s² + ε) with s the kept standard deviation, which has ε inside already. */
    FURTHER_EPSILON
  }

  /** How r and d enter the output of batch renormalization. */
  public enum Fold {
    /** x̂ = (x − μ)/σ · r + d. */
    NONE,
    /** x̂ = (x − (μ − d√V/r)) / √(V/r² + ε): ε is added a second time. */
    MOMENTS
  }

  /** Whether γ is learned. */
  public enum Scale {
    /** γ is a parameter. */
    LEARNED,
    /** γ is read as 1 whatever is given, and has no gradient. */
    FIXED
  }

  /** The convention of the papers; batch renormalization averages σ, batch normalization σ². */
  public static Convention paper(LayerKind layer) {
    return new Convention(
        Epsilon.INSIDE,
        UpdateRule.Correction.BIASED,
        layer == LayerKind.BATCH_RENORM ? Kept.DEVIATION : Kept.VARIANCE,
        UpdateRule.Correction.BIASED,
        UpdateRule.Sense.TAKE,
        Order.BEFORE_UPDATE,
        LowerClip.RECIPROCAL,
        Denominator.RUNNING,
        Inference.PLAIN,
        Fold.NONE,
        Scale.LEARNED);
  }

  /** This convention with ε elsewhere. */
  public Convention with(Epsilon other) {
    return changed(draft -> draft.epsilon = other);
  }

  /** This convention with another variance to normalize with. */
  public Convention withNormalizing(UpdateRule.Correction other) {
    return changed(draft -> draft.normalizing = other);
  }

  /** This convention with another running statistic. */
  public Convention with(Kept other) {
    return changed(draft -> draft.kept = other);
  }

  /** This convention with another variance to keep. */
  public Convention withCorrection(UpdateRule.Correction other) {
    return changed(draft -> draft.correction = other);
  }

  /** This convention with another meaning of momentum. */
  public Convention with(UpdateRule.Sense other) {
    return changed(draft -> draft.sense = other);
  }

  /** This convention with other statistics for r and d. */
  public Convention with(Order other) {
    return changed(draft -> draft.order = other);
  }

  /** This convention with another lower bound of r. */
  public Convention with(LowerClip other) {
    return changed(draft -> draft.lowerClip = other);
  }

  /** This convention with another divisor in r and d. */
  public Convention with(Denominator other) {
    return changed(draft -> draft.denominator = other);
  }

  /** This convention with another divisor at inference. */
  public Convention with(Inference other) {
    return changed(draft -> draft.inference = other);
  }

  /** This convention with r and d entering otherwise. */
  public Convention with(Fold other) {
    return changed(draft -> draft.fold = other);
  }

  /** This convention with γ learned or not. */
  public Convention with(Scale other) {
    return changed(draft -> draft.scale = other);
  }

  private Convention changed(Consumer<ConventionDraft> change) {
    ConventionDraft draft = new ConventionDraft(this);
    change.accept(draft);
    return draft.finished();
  }

  /** Why a step may have no answer under a convention. */
  public static final String UNDEFINED =
      "the convention gives no answer: Bessel's correction needs at least 2 values a channel";

  /**
   * Whether a step has an answer under this convention: normalizing by the statistics of one value
   * has none where Bessel's correction takes part.
   */
  public boolean defines(LayerInput input) {
    if (!input.layer().isStateful()) {
      return input.statistics().count() != 1
          || normalizing == UpdateRule.Correction.BIASED
          || !input.layer().isCentered();
    }
    if (input.mode() != Mode.TRAINING || input.shape().count() != 1) {
      return true;
    }
    UpdateRule rule = read(input).rule();
    boolean kept =
        rule.sense() == UpdateRule.Sense.FROZEN
            || rule.correction() == UpdateRule.Correction.BIASED;
    return kept && normalizing == UpdateRule.Correction.BIASED;
  }

  /**
   * What a step of the papers' rule becomes where this convention reads it: the papers' sense and
   * correction turn into this convention's; any other is an explicit wish, and stays. A γ that is
   * not learned is 1.
   */
  public LayerInput read(LayerInput input) {
    UpdateRule rule = input.rule();
    if (rule.sense() == UpdateRule.Sense.TAKE) {
      rule = rule.withSense(sense);
    }
    if (rule.correction() == UpdateRule.Correction.BIASED) {
      rule = rule.withCorrection(correction);
    }
    LayerInput read = input.withRule(rule);
    if (scale == Scale.FIXED && input.affine()) {
      double[] ones = new double[input.gamma().length];
      Arrays.fill(ones, 1);
      read = read.withAffine(ones, input.beta());
    }
    return read;
  }
}
