package org.normaudit.reference.layer;

import java.util.List;

/**
 * What the output of a region is a line in x of: y = γ(r·(x − μ)/σ + d) + β.
 *
 * @param x the values
 * @param deviations x − μ
 * @param mean μ of the region's values, where they share one; else null
 * @param sigma σ of them, where they share one; else null
 * @param normalized z = r·(x − μ)/σ + d
 * @param gamma γ of each value
 * @param beta β of each value; null where the layer has none
 * @param r null for 1
 * @param d null for 0
 * @param <T> the numbers
 */
public record Line<T>(
    List<T> x,
    List<T> deviations,
    T mean,
    T sigma,
    List<T> normalized,
    List<T> gamma,
    List<T> beta,
    T r,
    T d) {}
