package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.normaudit.reference.Rejection.assertRejected;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.normaudit.reference.LayerKind;

class LayersTest {

  private static List<String> labels(Iterable<Layer> layers) {
    List<String> labels = new ArrayList<>();
    layers.forEach(layer -> labels.add(layer.label()));
    return labels;
  }

  @Test
  void labelsAreUniqueAndFound() {
    Set<String> seen = new HashSet<>();
    for (Layer layer : Layers.all()) {
      assertTrue(seen.add(layer.label()), layer.label());
      assertSame(layer, Layers.of(layer.label()));
      assertEquals(layer.label(), layer.toString());
    }
  }

  @Test
  void anUnknownLabelIsRejected() {
    assertRejected(
        "unknown layer 'dropout': one of " + String.join(", ", labels(Layers.all())),
        () -> Layers.of("dropout"));
    String results = Layers.results().stream().map(Role::label).collect(Collectors.joining(", "));
    assertRejected("unknown quantity 'z': one of " + results, () -> Layers.result("z"));
  }

  @Test
  void setsAndMapsIterateInTheOrderOfTheReports() {
    List<Layer> turned = new ArrayList<>(Layers.all());
    Collections.reverse(turned);
    assertEquals(Layers.all(), List.copyOf(Layers.set(turned)));
    assertEquals(
        List.of("batchnorm", "rmsnorm"), labels(Layers.of("rmsnorm", "batchnorm", "rmsnorm")));
    Map<Layer, String> map = Layers.map();
    turned.forEach(layer -> map.put(layer, layer.label()));
    assertEquals(labels(Layers.all()), List.copyOf(map.values()));
  }

  @Test
  void layersAreFoundByWhatIsTrueOfThem() {
    assertEquals(List.of("batchnorm", "batchrenorm"), labels(Layers.with(Property.STATEFUL)));
    for (Property property : Property.values()) {
      assertEquals(
          Layers.all().stream().filter(layer -> layer.is(property)).toList(),
          List.copyOf(Layers.with(property)));
    }
    assertEquals(List.of("groupnorm"), labels(Layers.where(layer -> layer.has(Settings.GROUPS))));
    assertTrue(
        labels(Layers.where(Layer::joinsChannels)).containsAll(List.of("layernorm", "rmsnorm")));
    assertTrue(
        Collections.disjoint(
            labels(Layers.where(Layer::joinsChannels)),
            List.of("batchnorm", "batchrenorm", "instancenorm")));
  }

  /** What the older interface knows has one input and one output. */
  @Test
  void theLayersByDefaultAreThoseOfTheOlderInterface() {
    assertEquals(
        Stream.of(LayerKind.values()).map(LayerKind::label).toList(), labels(Layers.byDefault()));
    for (Layer layer : Layers.byDefault()) {
      assertTrue(layer.hasOneInputAndOutput(), layer.label());
    }
    assertFalse(Layers.of("addrmsnorm").hasOneInputAndOutput());
  }

  @Test
  void resultsHaveOneNameEach() {
    Set<String> labels = new HashSet<>();
    for (Role role : Layers.results()) {
      assertTrue(labels.add(role.label()), role.label());
      assertEquals(role, Layers.result(role.label()));
    }
    Layers.all().forEach(layer -> assertTrue(Layers.results().containsAll(layer.results())));
  }
}
