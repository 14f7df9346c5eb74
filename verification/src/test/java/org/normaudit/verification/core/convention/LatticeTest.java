package org.normaudit.verification.core.convention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;

class LatticeTest {

  private static final Map<String, Integer> SIZES =
      Map.of(
          "batchnorm", 768,
          "batchrenorm", 10_752,
          "layernorm", 16,
          "instancenorm", 16,
          "groupnorm", 16,
          "rmsnorm", 8,
          "addrmsnorm", 8);

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void theLatticeHasEveryPointOnceAndThePapersFirst(Layer layer) {
    List<Convention> points = Lattice.of(layer);
    assertEquals(points.size(), new HashSet<>(points).size());
    assertEquals(layer.paper(), points.get(0));
    points.forEach(point -> assertEquals(point, Lattice.canonical(layer, point)));
    assertEquals(SIZES.get(layer.label()), points.size());
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void aLayersCoordinatesKeepTheOrderOfAll(Layer layer) {
    List<Coordinate<?>> own = layer.coordinates();
    assertEquals(Coordinates.all().stream().filter(own::contains).toList(), own);
    for (Question question : Question.about(layer, Dtype.FLOAT32)) {
      List<Coordinate<?>> sees = question.sees();
      assertEquals(Coordinates.all().stream().filter(sees::contains).toList(), sees);
      assertTrue(Layers.of("batchrenorm").coordinates().containsAll(sees));
    }
  }

  /** A form of γ is demanded, never searched, and said only where it is not the usual one. */
  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void theFormOfGammaIsNoPartOfALattice(Layer layer) {
    Convention paper = layer.paper();
    Convention onePlus = paper.with(Coordinates.GAMMA_FORM, Convention.GammaForm.ONE_PLUS);
    assertFalse(Lattice.of(layer).contains(onePlus));
    assertEquals(onePlus, Lattice.canonical(layer, onePlus));
    assertFalse(Lattice.text(layer, paper).contains("stored"));
    assertEquals(
        Lattice.text(layer, paper) + "; γ stored as w, γ = 1 + w", Lattice.text(layer, onePlus));
  }
}
