package org.normaudit.verification.audit;

import java.util.EnumMap;
import java.util.Map;
import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerKind;
import org.normaudit.verification.subject.Subject;

/**
 * A subject and the conventions that it is held to.
 *
 * @param conventions one for each layer that the subject has
 */
public record Audited(Subject subject, Map<LayerKind, Convention> conventions) {

  /** A subject held to the papers' conventions. */
  public static Audited paper(Subject subject) {
    Map<LayerKind, Convention> conventions = new EnumMap<>(LayerKind.class);
    for (LayerKind layer : subject.capabilities().layers()) {
      conventions.put(layer, Convention.paper(layer));
    }
    return new Audited(subject, conventions);
  }
}
