package org.normaudit.verification.bugs;

import org.normaudit.reference.Convention;
import org.normaudit.reference.LayerKind;
import org.normaudit.verification.subject.Subject;

/**
 * A layer that makes no mistake.
 *
 * @param name in reports
 * @param layer the layer that it is asked for
 * @param convention what it keeps to
 * @param subject the layer
 */
public record HonestVariant(String name, LayerKind layer, Convention convention, Subject subject) {}
