package org.normaudit.reference;

/**
 * How running statistics follow those of the batches.
 *
 * @param sense what {@code momentum} means
 * @param momentum in [0, 1]; not used where the sense has no number
 * @param correction which variance is kept
 */
public record UpdateRule(Sense sense, double momentum, Correction correction) {

  /** What the number that libraries call momentum means. */
  public enum Sense {
    /** new = (1 − momentum)·old + momentum·batch: the number is the update rate of the papers. */
    UPDATE_WEIGHT("TAKE"),
    /** new = momentum·old + (1 − momentum)·batch. */
    DECAY("KEEP"),
    /** new = old + (batch − old)/k at the k-th update: the plain mean of all batches. */
    CUMULATIVE("CUMULATIVE"),
    /**
     * new = old + (batch − old)·(1 − momentum)/(1 − momentumᵏ) at the k-th update: {@code DECAY}
     * from an average of 0, divided by the weight that the batches have in it.
     */
    DEBIASED("DEBIASED"),
    /** new = old. */
    FROZEN("FROZEN");

    private final String word;

    Sense(String word) {
      this.word = word;
    }

    /** The word in digests and messages, not the constant's name. */
    @Override
    public String toString() {
      return word;
    }
  }

  /** Which variance is kept. */
  public enum Correction {
    /** The mean of the squared deviations, Σ(x−μ)²/m. */
    BIASED,
    /** Bessel's correction, Σ(x−μ)²/(m−1); needs m &gt; 1. */
    BESSEL;

    /**
     * The variance to keep, from the biased one of {@code count} values. Relative error under
     * Bessel's correction: two roundings; no overflow unless the result overflows.
     *
     * @throws IllegalArgumentException if there are too few values
     */
    public double of(double variance, int count) {
      requireCount(count);
      return this == BIASED ? variance : variance / (count - 1.0) * count;
    }

    /**
     * Checks that {@code count} values a channel have such a variance.
     *
     * @throws IllegalArgumentException if there are too few
     */
    public void requireCount(int count) {
      if (this == BESSEL && count < 2) {
        throw new IllegalArgumentException(
            "Bessel's correction needs at least 2 values a channel: " + count);
      }
    }
  }

  /** Checks the momentum; NaN fails. */
  public UpdateRule {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException("momentum must lie in [0, 1]: " + momentum);
    }
  }

  /** The papers' rule: new = old + α(batch − old), biased. */
  public static UpdateRule rate(double alpha) {
    return new UpdateRule(Sense.UPDATE_WEIGHT, alpha, Correction.BIASED);
  }

  /** No update. */
  public static UpdateRule frozen() {
    return frozen(0);
  }

  /**
   * No update, though a momentum is set: who does not look at the freeze updates by it.
   *
   * @param momentum in [0, 1]
   */
  public static UpdateRule frozen(double momentum) {
    return new UpdateRule(Sense.FROZEN, momentum, Correction.BIASED);
  }

  /** The plain mean over all batches. */
  public static UpdateRule cumulative(Correction correction) {
    return new UpdateRule(Sense.CUMULATIVE, 0, correction);
  }

  /** This rule with another meaning of the same number. */
  public UpdateRule withSense(Sense other) {
    return new UpdateRule(other, momentum, correction);
  }

  /** This rule with another variance. */
  public UpdateRule withCorrection(Correction other) {
    return new UpdateRule(sense, momentum, other);
  }

  /**
   * The running statistic after a batch whose statistic is {@code batch}, by the formula of the
   * {@linkplain Sense sense}.
   *
   * <p>Error, α the update rate: at most u(|new| + 2α|batch − old|) for {@code UPDATE_WEIGHT}, u
   * more of the second term for {@code CUMULATIVE}, u(|new| + momentum·|old| + 2α|batch|) for
   * {@code DECAY}, 8u more of the second term of {@code UPDATE_WEIGHT} for {@code DEBIASED}, 0 for
   * {@code FROZEN}.
   *
   * @param updates how many updates came before this one
   */
  public double update(double old, double batch, long updates) {
    return switch (sense) {
      case UPDATE_WEIGHT -> old + momentum * (batch - old);
      case DECAY -> momentum * old + (1 - momentum) * batch;
      case CUMULATIVE -> old + (batch - old) / (updates + 1.0);
      case DEBIASED -> old + rateAt(updates) * (batch - old);
      case FROZEN -> old;
    };
  }

  /**
   * The variance that running statistics follow, from the biased one of {@code count} values. A
   * frozen statistic follows none, so it takes any count.
   *
   * @throws IllegalArgumentException if there are too few values for the correction
   */
  public double keptVariance(double variance, int count) {
    return sense == Sense.FROZEN ? variance : correction.of(variance, count);
  }

  /**
   * The share of the batch in the new value, as binary64 rounds it.
   *
   * @param updates how many updates came before this one
   */
  public double rateAt(long updates) {
    return switch (sense) {
      case UPDATE_WEIGHT -> momentum;
      case DECAY -> 1 - momentum;
      case CUMULATIVE -> 1.0 / (updates + 1);
      case DEBIASED -> debiased(updates + 1.0);
      case FROZEN -> 0;
    };
  }

  // (1 − m)/(1 − mᵏ), to 8u: 1 − mᵏ is −expm1(k·log m), which loses nothing where m is near 1.
  private double debiased(double k) {
    if (momentum == 0) {
      return 1;
    }
    return momentum == 1 ? 1 / k : (1 - momentum) / -Math.expm1(k * Math.log(momentum));
  }
}
