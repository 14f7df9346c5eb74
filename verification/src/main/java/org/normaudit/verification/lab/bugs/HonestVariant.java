package org.normaudit.verification.lab.bugs;

import org.normaudit.reference.Convention;
import org.normaudit.reference.layer.Layer;
import org.normaudit.verification.core.subject.Subject;

/**
 * A layer that makes no mistake.
 *
 * @param name in reports
 * @param layer the layer that it is asked for
 * @param convention what it keeps to
 * @param subject the layer
 */
public record HonestVariant(String name, Layer layer, Convention convention, Subject subject) {}
