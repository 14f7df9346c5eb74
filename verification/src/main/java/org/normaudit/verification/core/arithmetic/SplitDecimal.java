package org.normaudit.verification.core.arithmetic;

/**
 * A decimal as two binary64 numbers.
 *
 * @param nearest the number nearest to it, ties to even
 * @param rest what is left of it, to within 2⁻¹⁰⁴ of the decimal; 0 beyond an infinity
 */
public record SplitDecimal(double nearest, double rest) {}
