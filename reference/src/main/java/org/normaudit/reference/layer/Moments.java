package org.normaudit.reference.layer;

import java.util.List;

/**
 * Mean and variance of values that share statistics.
 *
 * @param mean μ; 0 where none is subtracted
 * @param variance V, biased; the mean square where no mean is subtracted
 * @param deviations x − μ
 * @param <T> the numbers
 */
public record Moments<T>(T mean, T variance, List<T> deviations) {}
