package org.normaudit.opencl;

/**
 * What a device promises of its arithmetic in one format, as far as the kernels use it.
 *
 * <p>OpenCL 1.2, section 7.4, gives float32 division within 2.5 ulp and square root within 3 ulp,
 * lets subnormal numbers be flushed to 0, and allows {@code a*b + c} to be contracted into one
 * rounding (section 6.12.2, FP_CONTRACT is on by default). float64, where a device has it, divides
 * and takes roots correctly rounded and keeps subnormals; contraction is allowed all the same. Java
 * rounds every operation correctly and contracts none (JLS 15.4).
 *
 * @param divisionUlp the largest error of a division, in ulp of the result
 * @param rootUlp the largest error of a square root, in ulp of the result
 * @param contracts whether {@code a*b + c} may be rounded once
 * @param flushesSubnormals whether subnormal operands and results may become 0
 */
public record NumericalPromise(
    double divisionUlp, double rootUlp, boolean contracts, boolean flushesSubnormals) {

  /** What Java promises, in either format. */
  static final NumericalPromise JAVA = new NumericalPromise(0.5, 0.5, false, false);
}
