package org.normaudit.verification.soundness;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.bound.ErrorModel;
import org.normaudit.verification.subject.LayerSubject;
import org.normaudit.verification.subject.Subject;
import org.normaudit.verification.variants.Variant;

/** In what formats an implementation stores and computes. */
enum Format {
  F32(Dtype.FLOAT32, Dtype.FLOAT32),
  F64(Dtype.FLOAT64, Dtype.FLOAT64),
  BF16(Dtype.BFLOAT16, Dtype.BFLOAT16),
  F16(Dtype.BINARY16, Dtype.BINARY16),
  BF16_F32(Dtype.BFLOAT16, Dtype.FLOAT32),
  F16_F32(Dtype.BINARY16, Dtype.FLOAT32);

  private final Dtype storage;
  private final Dtype compute;
  private final List<Subject> honest;

  Format(Dtype storage, Dtype compute) {
    this.storage = storage;
    this.compute = compute;
    List<Subject> all = new ArrayList<>();
    for (Variant variant : Variant.honest(storage, compute)) {
      all.add(variant.subject(variant.toString()));
    }
    if (storage == compute) {
      all.add(
          new LayerSubject(
              "reference",
              new ReferenceLayer(),
              dtype -> ErrorModel.ieee(dtype).withCompute(Dtype.FLOAT64)));
    }
    this.honest = List.copyOf(all);
  }

  Dtype storage() {
    return storage;
  }

  /** Every honest implementation that there is. */
  List<Subject> honest() {
    return honest;
  }

  String label() {
    return storage.label() + (compute == storage ? "" : "+" + compute.label());
  }
}
