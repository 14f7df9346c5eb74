package org.normaudit.verification.lab.diagnosis;

import java.util.Optional;

/** One way of explaining why a layer has findings; {@link Explanations} has them in order. */
interface Explanation {

  /** The name of this way; unique among {@link Explanations}. */
  String name();

  /** The diagnosis, if this way explains the symptoms; otherwise the next way is tried. */
  Optional<Diagnosis> of(Symptoms symptoms);
}
