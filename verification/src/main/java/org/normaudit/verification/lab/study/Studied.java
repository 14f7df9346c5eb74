package org.normaudit.verification.lab.study;

import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;

/** The two layers whose papers the studies are about. */
final class Studied {
  static final Layer BATCH_NORM = Layers.of("batchnorm");
  static final Layer BATCH_RENORM = Layers.of("batchrenorm");

  private Studied() {}
}
