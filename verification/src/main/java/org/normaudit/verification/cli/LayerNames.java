package org.normaudit.verification.cli;

import java.util.Iterator;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;

/** The names that {@code --layer} takes, for help, pages and completion. */
final class LayerNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Layers.all().stream().map(Layer::label).iterator();
  }
}
