package org.normaudit.verification.bugs;

import java.util.List;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.NormalizationLayer;

/** A layer that makes mistakes on purpose, or none. */
public interface MistakenLayer extends NormalizationLayer {

  /**
   * What the layer makes of the steps of a trace before it takes them one after another: the steps
   * themselves, unless it remembers what it should not, or forgets what it should.
   */
  List<LayerInput> seen(List<LayerInput> steps);

  /**
   * What the layer makes of a question before it looks at it: the question itself, unless it
   * ignores or misreads one of its settings.
   *
   * @throws RuntimeException if it refuses the question
   */
  LayerInput read(LayerInput input);
}
