package org.normaudit.verification.lab.variants;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;

/**
 * One way to write the layers.
 *
 * @param storage the format of the tensors
 * @param compute the format of every operation
 * @param variance how mean and variance are made
 * @param summation in what order sums are taken
 * @param form how output and gradient are written
 * @param fused whether a·b + c is rounded once
 */
public record Variant(
    Dtype storage,
    Dtype compute,
    VarianceAlgorithm variance,
    Summation summation,
    OutputForm form,
    boolean fused) {

  /** As the definition is written: two passes, sums from first to last, divisions, not fused. */
  public static Variant plain(Dtype dtype) {
    return new Variant(
        dtype, dtype, VarianceAlgorithm.TWO_PASS, Summation.SEQUENTIAL, OutputForm.DIVIDED, false);
  }

  /** This variant with another algorithm for the variance. */
  public Variant with(VarianceAlgorithm other) {
    return new Variant(storage, compute, other, summation, form, fused);
  }

  /** This variant with another order of summation. */
  public Variant with(Summation other) {
    return new Variant(storage, compute, variance, other, form, fused);
  }

  /** This variant with another form of its output. */
  public Variant with(OutputForm other) {
    return new Variant(storage, compute, variance, summation, other, fused);
  }

  /** This variant with fused multiply-adds or without. */
  public Variant withFused(boolean other) {
    return new Variant(storage, compute, variance, summation, form, other);
  }

  /** This variant computing in another format than it stores. */
  public Variant withCompute(Dtype other) {
    return new Variant(storage, other, variance, summation, form, fused);
  }

  /** Whether the errors of the algorithm grow no faster than those of an updating one. */
  public boolean isHonest() {
    return switch (variance) {
      case ONE_PASS, SHIFTED_ONE_PASS -> false;
      case WIDE_ONE_PASS -> compute != Dtype.FLOAT64;
      case TWO_PASS, CORRECTED_TWO_PASS, WELFORD, MERGED -> true;
    };
  }

  /** The variance of at least one value as this variant computes and stores it. */
  public double varianceOf(double[] x) {
    return storage.round(variance.of(new Machine(compute, fused), summation, x).variance());
  }

  /** What an honest variant promises. */
  public ErrorModel model() {
    ErrorModel.VarianceClass honest =
        switch (variance) {
          case TWO_PASS, CORRECTED_TWO_PASS, WIDE_ONE_PASS -> ErrorModel.VarianceClass.TWO_PASS;
          default -> ErrorModel.VarianceClass.UPDATING;
        };
    return ErrorModel.ieee(storage)
        .withCompute(compute)
        .withVariance(honest)
        .withFolded(form == OutputForm.FOLDED);
  }

  /** The layers written this way, as a subject of that name. */
  public Subject subject(String name) {
    return new LayerSubject(name, VariantLayer.of(this), dtype -> model());
  }

  /** Every honest variant that stores and computes in the given formats. */
  public static List<Variant> honest(Dtype storage, Dtype compute) {
    List<Variant> all = new ArrayList<>();
    for (VarianceAlgorithm algorithm : VarianceAlgorithm.values()) {
      for (Summation order : Summation.values()) {
        for (OutputForm form : OutputForm.values()) {
          for (boolean fused : new boolean[] {false, true}) {
            all.add(new Variant(storage, compute, algorithm, order, form, fused));
          }
        }
      }
    }
    all.removeIf(variant -> !variant.isHonest());
    return List.copyOf(all);
  }

  /** Its settings in words, such as {@code f32 welford sequential divided}. */
  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    words.add(storage.label() + (compute == storage ? "" : "+" + compute.label()));
    words.add(variance.name());
    words.add(summation.name());
    words.add(form.name());
    if (fused) {
      words.add("fused");
    }
    return String.join(" ", words).toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
