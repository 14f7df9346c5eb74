package org.normaudit.verification.soundness;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.definition.DefinedLayer;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.arithmetic.RoundedArithmetic;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.variants.Variant;

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
              new ReferenceLayer(),
              dtype -> ErrorModel.ieee(dtype).withCompute(Dtype.FLOAT64));
      all.add(reference);
      ofSamples.add(reference);
    }
    this.ofBatches = List.copyOf(all);
  }

  Dtype storage() {
    return storage;
  }

  /** All honest implementations of a layer. */
  List<Subject> honest(LayerKind layer) {
    return layer.isStateful() ? ofBatches : ofSamples;
  }

  String label() {
    return storage.label() + (compute == storage ? "" : "+" + compute.label());
  }
}
