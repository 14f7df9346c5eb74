package org.normaudit.reference;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.normaudit.reference.Rejection.assertRejected;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CapabilitiesTest {
  private static final LayerInput STEP =
      LayerInput.of(
          LayerKind.BATCH_NORM, Mode.TRAINING, Dtype.FLOAT32, new Shape(1, 1, 1), new double[1]);

  @Test
  void whatIsThereIsAccepted() {
    Capabilities all = Capabilities.all("all", "here", Dtype.FLOAT32);
    assertDoesNotThrow(() -> all.require(STEP));
    assertDoesNotThrow(() -> all.require(STEP.withLayer(LayerKind.BATCH_RENORM)));
  }

  @Test
  void whatIsNotThereIsNamed() {
    Capabilities few =
        new Capabilities(
            "few",
            "here",
            Set.of(LayerKind.BATCH_NORM),
            Set.of(Mode.TRAINING),
            Set.of(Dtype.FLOAT32),
            Set.of(Quantity.Y));
    assertUnsupported(
        "few has no layer BATCH_RENORM: it has [BATCH_NORM]",
        few,
        STEP.withLayer(LayerKind.BATCH_RENORM));
    assertUnsupported(
        "few has no mode INFERENCE: it has [TRAINING]", few, STEP.withMode(Mode.INFERENCE));
    assertUnsupported(
        "all has no dtype FLOAT32: it has [FLOAT64]",
        Capabilities.all("all", "here", Dtype.FLOAT64),
        STEP);
  }

  private static void assertUnsupported(String sentence, Capabilities has, LayerInput step) {
    assertEquals(
        sentence,
        assertThrows(UnsupportedOperationException.class, () -> has.require(step)).getMessage());
  }

  @ParameterizedTest
  @EnumSource(LayerKind.class)
  void layersAreFoundByName(LayerKind kind) {
    assertEquals(kind, LayerKind.of(kind.label()));
  }

  @ParameterizedTest
  @EnumSource(Quantity.class)
  void quantitiesAreFoundByName(Quantity quantity) {
    assertEquals(quantity, Quantity.of(quantity.label()));
    Shape shape = new Shape(2, 3, 4);
    assertEquals(quantity.isElementwise() ? 24 : 3, quantity.length(shape));
  }

  @Test
  void unknownNamesAreRejected() {
    assertRejected(
        "unknown layer 'dropout': one of batchnorm, batchrenorm, layernorm, instancenorm,"
            + " groupnorm, rmsnorm",
        () -> LayerKind.of("dropout"));
    assertRejected("unknown quantity 'z'", () -> Quantity.of("z"));
  }

  @Test
  void modesHaveNames() {
    assertEquals("training", Mode.TRAINING.label());
    assertEquals("inference", Mode.INFERENCE.label());
  }
}
