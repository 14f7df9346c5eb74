package org.normaudit.verification.lab.soundness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Property;
import org.normaudit.reference.scalar.ReferenceImplementation;
import org.normaudit.verification.core.arithmetic.RoundedArithmetic;
import org.normaudit.verification.core.bound.ErrorModel;
import org.normaudit.verification.core.subject.LayerSubject;
import org.normaudit.verification.core.subject.Subject;
import org.normaudit.verification.lab.variants.Variant;
import org.normaudit.verification.lab.variants.VariantLayer;

/** The formats in which an implementation stores and computes. */
enum Format {
  F32(Dtype.FLOAT32, Dtype.FLOAT32),
  F64(Dtype.FLOAT64, Dtype.FLOAT64),
  BF16(Dtype.BFLOAT16, Dtype.BFLOAT16),
  F16(Dtype.BINARY16, Dtype.BINARY16),
  BF16_F32(Dtype.BFLOAT16, Dtype.FLOAT32),
  F16_F32(Dtype.BINARY16, Dtype.FLOAT32);

  private final Dtype storage;
  private final Dtype compute;
  private final List<Subject> ofBatches;
  private final List<Subject> ofSamples = new ArrayList<>();

  Format(Dtype storage, Dtype compute) {
    this.storage = storage;
    this.compute = compute;
    List<Subject> all = new ArrayList<>();
    ofSamples.add(
        new LayerSubject(
            "definition",
            new DefinedLayer<>("definition", new RoundedArithmetic(compute), storage),
            dtype -> ErrorModel.ieee(dtype).withCompute(compute)));
    for (Variant variant : Variant.honest(storage, compute)) {
      all.add(variant.subject(variant.toString()));
    }
    if (storage == compute) {
      Subject reference =
          new LayerSubject(
              "reference",
              new ReferenceImplementation(),
              dtype -> ErrorModel.ieee(dtype).withCompute(Dtype.FLOAT64));
      all.add(reference);
      ofSamples.add(reference);
    }
    this.ofBatches = List.copyOf(all);
  }

  Dtype storage() {
    return storage;
  }

  /** Every honest implementation of a layer that there is. */
  List<Subject> honest(Layer layer) {
    return layer.is(Property.OVER_BATCH) ? ofBatches : ofSamples;
  }

  /** The definition under a convention, in each honest variant where there are such. */
  List<Subject> honest(Layer layer, Convention convention) {
    Map<Layer, Convention> conventions = Map.of(layer, convention);
    // The variants write dx with x̂, which is its formula where 2dσ/dV is 1/σ.
    boolean written =
        convention.get(Coordinates.EPSILON) == Convention.Epsilon.INSIDE
            && convention.get(Coordinates.NORMALIZING) == UpdateRule.Correction.BIASED
            && convention.get(Coordinates.FOLD) == Convention.RenormPlacement.NONE;
    if (layer.is(Property.OVER_BATCH) && written) {
      return Variant.honest(storage, compute).stream()
          .map(
              variant ->
                  (Subject)
                      new LayerSubject(
                          variant.toString(),
                          VariantLayer.of(variant, conventions),
                          dtype -> variant.model()))
          .toList();
    }
    return List.of(
        new LayerSubject(
            "definition",
            new DefinedLayer<>("definition", new RoundedArithmetic(compute), storage, conventions),
            dtype -> ErrorModel.ieee(dtype).withCompute(compute)));
  }

  String label() {
    return storage.label() + (compute == storage ? "" : "+" + compute.label());
  }
}
