package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;

class SupportedTest {
  private static final Layer BATCH_NORM = Layers.of("batchnorm");
  private static final Step STEP = step(BATCH_NORM);

  private static Step step(Layer layer) {
    return Step.of(layer, Mode.TRAINING, Dtype.FLOAT32, new Shape(1, 1, 1), new double[1]);
  }

  @Test
  void whatIsThereIsAccepted() {
    Supported all = Supported.all("all", "here", Dtype.FLOAT32);
    for (Layer layer : Layers.all()) {
      for (Mode mode : Mode.values()) {
        assertEquals(Optional.empty(), all.beyond(step(layer).withMode(mode)));
      }
    }
    assertDoesNotThrow(() -> all.require(STEP));
    assertEquals(List.copyOf(Layers.results()), List.copyOf(all.results()));
  }

  @Test
  void whatIsNotThereIsNamed() {
    Supported few =
        new Supported(
            "few",
            "here",
            Set.of(BATCH_NORM),
            Set.of(Mode.TRAINING),
            Set.of(Dtype.FLOAT32),
            Set.of(Roles.Y));
    assertUnsupported("few has no batchrenorm", few, STEP.withLayer(Layers.of("batchrenorm")));
    assertUnsupported("few has no inference mode", few, STEP.withMode(Mode.INFERENCE));
    assertUnsupported("few has no f64", few, STEP.withDtype(Dtype.FLOAT64));
  }

  private static void assertUnsupported(String sentence, Supported has, Step step) {
    assertEquals(Optional.of(sentence), has.beyond(step));
    assertEquals(
        sentence,
        assertThrows(UnsupportedOperationException.class, () -> has.require(step)).getMessage());
  }

  @Test
  void resultsAreThoseOfTheLayers() {
    assertEquals(
        List.copyOf(BATCH_NORM.results()),
        List.copyOf(Supported.results(Layers.of("batchnorm", "batchnorm"))));
  }
}
