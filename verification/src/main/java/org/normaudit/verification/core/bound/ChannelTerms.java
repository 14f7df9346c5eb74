package org.normaudit.verification.core.bound;

/**
 * The terms that the allowances of one channel are made of, to be shown.
 *
 * @param kappa √(1 + μ²/V)
 * @param mean μ
 * @param meanLow what is left of μ beyond binary64
 * @param variance V
 * @param sigma what x is divided by
 * @param deltaMean Δμ, absolute
 * @param deltaVariance ΔV, absolute
 * @param relativeSigma of σ̂
 * @param relativeInverse of 1/σ̂
 */
public record ChannelTerms(
    double kappa,
    double mean,
    double meanLow,
    double variance,
    double sigma,
    double deltaMean,
    double deltaVariance,
    double relativeSigma,
    double relativeInverse) {}
