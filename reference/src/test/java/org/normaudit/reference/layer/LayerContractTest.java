package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinate;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.DecimalArithmetic;
import org.normaudit.reference.contract.RandomSteps;

/** What holds of every layer by what it declares: a new layer is held to it by being listed. */
class LayerContractTest {
  private static final Shape SHAPE = new Shape(3, 4, 2);
  private static final String LAYERS = "org.normaudit.reference.layer.Layers#all";

  private static StepOutput run(Step step, Convention convention) {
    return new DefinedLayer<>(
            "definition", Binary64.INSTANCE, Dtype.FLOAT64, Map.of(step.layer(), convention))
        .run(step);
  }

  private static StepOutput run(Step step) {
    return run(step, step.layer().paper());
  }

  @ParameterizedTest
  @MethodSource(LAYERS)
  void rolesAreNamedByRule(Layer layer) {
    List<String> given = new ArrayList<>();
    List<String> results = new ArrayList<>();
    List<String> seconds = new ArrayList<>();
    boolean twice = !layer.secondOrder().isEmpty();
    for (Role role : layer.roles()) {
      String name = role.label();
      switch (role.kind()) {
        case INPUT, PARAMETER -> {
          given.add(name);
          results.add("d" + name);
          seconds.addAll(twice ? List.of("dd" + name) : List.of());
        }
        case STATE -> {
          given.add(name);
          results.add(name);
        }
        case OUTPUT -> {
          given.add("d" + name);
          results.add(name);
        }
        case AUXILIARY -> results.add(name);
        default -> throw new AssertionError("a layer declares no %s".formatted(role.kind()));
      }
    }
    layer.ignored().forEach(role -> given.add(role.label()));
    layer.secondOrder().forEach(role -> results.add("grad_" + role.label()));
    assertNames(given, layer.given());
    assertNames(results, layer.results());
    assertNames(seconds, layer.secondUpstreams());
    assertTrue(layer.given().stream().allMatch(role -> role.kind().isGiven()));
    assertTrue(layer.secondUpstreams().stream().allMatch(role -> role.kind().isGiven()));
    assertTrue(Inputs.roles(layer).containsAll(layer.secondOrder()));
  }

  private static void assertNames(List<String> expected, List<Role> roles) {
    Set<String> labels = new HashSet<>();
    roles.forEach(role -> assertTrue(labels.add(role.label()), role.label()));
    assertEquals(Set.copyOf(expected), labels);
    assertEquals(expected.size(), roles.size());
  }

  /** Training gives every result, inference all but what is there in training only. */
  @ParameterizedTest
  @MethodSource(LAYERS)
  void aStepGivesTheDeclaredResults(Layer layer) {
    Set<Role> all = new HashSet<>(layer.results());
    assertEquals(all, run(RandomSteps.of(layer, Mode.TRAINING, SHAPE, 1)).roles());
    all.removeAll(layer.roles(Role.Kind.AUXILIARY));
    assertEquals(all, run(RandomSteps.of(layer, Mode.INFERENCE, SHAPE, 1)).roles());
    Step once = Step.of(layer, Mode.INFERENCE, Dtype.FLOAT64, SHAPE, new double[SHAPE.size()]);
    all.removeIf(role -> role.kind() == Role.Kind.SECOND_GRADIENT);
    assertEquals(all, run(once).roles());
    for (Role role : all) {
      assertEquals(role.length(SHAPE), run(once).get(role).length, role.label());
    }
  }

  @ParameterizedTest
  @MethodSource(LAYERS)
  void gradientsAreThoseOfTheTape(Layer layer) {
    List<Shape> shapes =
        List.of(
            new Shape(1, 1, 1),
            new Shape(1, 1, 5),
            new Shape(4, 3, 1),
            new Shape(2, 2, 2),
            SHAPE,
            new Shape(1, 6, 3));
    for (Mode mode : Mode.values()) {
      for (Shape shape : shapes) {
        Step step = RandomSteps.of(layer, mode, shape, 70);
        for (int b = 0; b < step.blocks().size(); b++) {
          GradientCheck check = new GradientCheck(step, layer.paper(), b);
          check.first();
          if (step.hasSecond()) {
            check.second();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource(LAYERS)
  void statisticsCoverEachElementOnce(Layer layer) {
    for (Shape shape : List.of(SHAPE, new Shape(1, 2, 1), new Shape(5, 6, 7), new Shape(0, 2, 3))) {
      Step step = RandomSteps.of(layer, Mode.TRAINING, shape, 2);
      Statistics statistics = step.statistics();
      int[] sizes = new int[statistics.parts()];
      for (int i = 0; i < shape.size(); i++) {
        sizes[statistics.of(i)]++;
        assertEquals(statistics.of(i), Extent.CHANNEL.of(statistics.view(), i));
      }
      assertTrue(Arrays.stream(sizes).allMatch(size -> size == statistics.view().count()));
      int[] covered = new int[shape.size()];
      int[] channels = new int[shape.channels()];
      Set<Integer> parts = new HashSet<>();
      for (int b = 0; b < step.blocks().size(); b++) {
        Region region = Region.of(statistics, b);
        for (int[] set : region.sets()) {
          int part = statistics.of(region.elements()[set[0]]);
          assertTrue(parts.add(part), "a part in two sets");
          for (int position : set) {
            int element = region.elements()[position];
            covered[element]++;
            assertEquals(part, statistics.of(element));
            assertEquals(
                Extent.CHANNEL.of(shape, element), region.channels()[region.parameter()[position]]);
          }
        }
        Arrays.stream(region.channels()).forEach(c -> channels[c]++);
      }
      assertTrue(Arrays.stream(covered).allMatch(count -> count == 1));
      assertTrue(Arrays.stream(channels).allMatch(count -> count == 1));
      assertEquals(shape.size() == 0 ? 0 : statistics.parts(), parts.size());
    }
  }

  @ParameterizedTest
  @MethodSource(LAYERS)
  void theFirstPresetIsThePapers(Layer layer) {
    assertEquals("paper", layer.presets().get(0).name());
    assertEquals(layer.paper(), layer.presets().get(0).convention());
    Set<String> names = new HashSet<>();
    for (Preset preset : layer.presets()) {
      assertTrue(names.add(preset.name()), preset.name());
      assertFalse(preset.source().isEmpty(), preset.name());
      // A preset differs from the paper only in what the layer reads.
      for (Coordinate<?> coordinate : Coordinates.all()) {
        assertTrue(
            layer.coordinates().contains(coordinate)
                || coordinate.same(layer.paper(), preset.convention()),
            preset.name() + ", " + coordinate.label());
      }
    }
  }

  /**
   * Another choice changes some result in a declared coordinate, and none in any other. How γ is
   * stored makes a difference to every layer and is declared by none: no lattice searches it.
   */
  @ParameterizedTest
  @MethodSource(LAYERS)
  void coordinatesAreThoseThatMakeADifference(Layer layer) {
    assertEquals(layer.coordinates().size(), Set.copyOf(layer.coordinates()).size());
    for (Coordinate<?> coordinate : Coordinates.all()) {
      boolean declared =
          layer.coordinates().contains(coordinate) || coordinate == Coordinates.GAMMA_FORM;
      for (Convention other : coordinate.alternatives(layer.paper())) {
        boolean differs = steps(layer).anyMatch(step -> differ(run(step), run(step, other)));
        assertEquals(
            declared && !other.equals(layer.paper()), differs, () -> coordinate.text(other));
      }
    }
  }

  private static Stream<Step> steps(Layer layer) {
    return Arrays.stream(Mode.values())
        .flatMap(
            mode ->
                // √ε above and below the running spreads.
                Stream.of(0x1p-10, 4.0)
                    .map(eps -> RandomSteps.of(layer, mode, SHAPE, 3).withEpsilon(eps)));
  }

  private static boolean differ(StepOutput a, StepOutput b) {
    return !a.roles().equals(b.roles())
        || a.roles().stream().anyMatch(role -> !Arrays.equals(a.get(role), b.get(role)));
  }

  @ParameterizedTest
  @MethodSource(LAYERS)
  void whatIsTrueOfALayerShows(Layer layer) {
    assertEquals(layer.is(Property.STATEFUL), !layer.roles(Role.Kind.STATE).isEmpty());
    Step step = RandomSteps.of(layer, Mode.TRAINING, SHAPE, 4);
    assertEquals(layer.is(Property.OVER_BATCH), step.statistics().overBatch());
    double[] inference = run(step.withMode(Mode.INFERENCE)).get(Roles.Y);
    assertEquals(layer.is(Property.TWO_MODES), !Arrays.equals(run(step).get(Roles.Y), inference));
    assertTrue(!layer.is(Property.LEARNS_SHIFT) || layer.has(Roles.BETA));
  }

  /** The mean of 2ᵏ quarters ends, so that decimals subtract it without rounding. */
  @ParameterizedTest
  @MethodSource(LAYERS)
  void aSubtractedMeanShows(Layer layer) {
    Shape shape = new Shape(2, 4, 2);
    Step step = RandomSteps.of(layer, Mode.TRAINING, shape, 5).withClip(Clip.NONE);
    double[] x = Arrays.stream(step.x()).map(v -> Math.rint(4 * v) / 4).toArray();
    double[] moved = Arrays.stream(x).map(v -> v + 3).toArray();
    List<BigDecimal> at = output(step.withX(x));
    assertEquals(layer.is(Property.SHIFT_INVARIANT), at.equals(output(step.withX(moved))));
  }

  private static List<BigDecimal> output(Step step) {
    Algebra<BigDecimal> v = new Algebra<>(new DecimalArithmetic());
    List<BigDecimal> y = new ArrayList<>();
    for (int b = 0; b < step.blocks().size(); b++) {
      y.addAll(BlockStep.of(v, step, b).evaluate(step.layer().paper()).result(Roles.Y));
    }
    return y.stream().map(BigDecimal::stripTrailingZeros).toList();
  }

  @ParameterizedTest
  @MethodSource(LAYERS)
  void aLayerReducesToItsOther(Layer layer) {
    if (layer.reducesTo().isEmpty()) {
      return;
    }
    Step step = RandomSteps.of(layer, Mode.TRAINING, SHAPE, 6).withClip(Clip.NONE);
    StepOutput plain = run(step.withLayer(layer.reducesTo().get()));
    StepOutput reduced = run(step);
    for (Role role : plain.roles()) {
      if (role.kind() != Role.Kind.STATE) {
        assertArrayEquals(plain.get(role), reduced.get(role), role.label());
      }
    }
  }
}
