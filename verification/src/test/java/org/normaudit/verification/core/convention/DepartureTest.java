package org.normaudit.verification.core.convention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Convention.Epsilon;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.UpdateRule.Sense;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;

/** Which conventions are in use. */
class DepartureTest {
  private static final Layer BATCHNORM = Layers.of("batchnorm");
  private static final Layer BATCHRENORM = Layers.of("batchrenorm");

  @ParameterizedTest
  @MethodSource("org.normaudit.verification.core.convention.ConventionPreset#all")
  void aPresetIsInUseWithEpsilonInsideOrOutside(ConventionPreset preset) {
    for (Epsilon epsilon : List.of(Epsilon.INSIDE, Epsilon.OUTSIDE)) {
      Convention convention = preset.convention().with(Coordinates.EPSILON, epsilon);
      assertEquals(List.of(), Departure.of(preset.layer(), convention), preset.name());
    }
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void epsilonAsAFloorOrTwiceIsInNone(Layer layer) {
    for (Epsilon epsilon : List.of(Epsilon.FLOOR, Epsilon.BOTH)) {
      List<Departure> departures =
          Departure.of(layer, layer.paper().with(Coordinates.EPSILON, epsilon));
      assertEquals(
          List.of(Coordinates.EPSILON), departures.stream().map(Departure::coordinate).toList());
      assertTrue(departures.get(0).text().endsWith("(no preset has it)"));
    }
  }

  @Test
  void whatIsInUseForOneLayerIsNotForAnother() {
    assertTrue(
        Departure.isUsual(BATCHNORM, BATCHNORM.paper().with(Coordinates.SENSE, Sense.DECAY)));
    List<Departure> departures =
        Departure.of(BATCHRENORM, BATCHRENORM.paper().with(Coordinates.SENSE, Sense.DECAY));
    assertEquals(1, departures.size());
    assertEquals(
        "momentum: new = m·old + (1−m)·batch (as in keras, tf-keras, chainer, crossq)",
        departures.get(0).text().replace("tensorflow", "tf-keras"));
  }
}
