package org.normaudit.verification.bugs;

/** The steps that a {@link Recipe} takes for one channel: one value, or one for each of the m. */
enum Step {
  /** μ and V of the batch, both at once. */
  MOMENTS,
  /** μ of the batch. */
  MEAN,
  /** V of the batch, biased. */
  VARIANCE,
  /** The variance that normalizes. */
  NORMALIZING,
  /** σ of the batch. */
  SIGMA,
  /** x̂ with the batch's own statistics. */
  XHAT,
  /** What r and d divide by. */
  DIVISOR,
  /** The scale correction; 1 for batch normalization. */
  R,
  /** The shift correction; 0 for batch normalization. */
  D,
  /** What inference divides by. */
  FIXED_SIGMA,
  /** x̂ as it goes into the output: after r and d, or with the running statistics. */
  Z,
  /** The output. */
  Y,
  /** The running mean after the step. */
  NEW_MEAN,
  /** The running spread after the step. */
  NEW_SPREAD,
  /** The gradient of x̂ in its last form: γ·dy. */
  G,
  /** The gradient of x. */
  DX,
  /** The gradient of γ. */
  DGAMMA,
  /** The gradient of β. */
  DBETA,
  /** Double backward: the gradient of x. */
  GRAD_X,
  /** Double backward: the gradient of γ. */
  GRAD_GAMMA,
  /** Double backward: the gradient of dy. */
  GRAD_DY
}
