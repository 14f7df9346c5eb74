package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.RandomSteps;

class RegionTest {
  private static final Algebra<Double> V = new Algebra<>(Binary64.INSTANCE);

  /** The channels, as what γ and β belong to. */
  private record Channels(Shape shape) implements Partition {
    @Override
    public int parts() {
      return shape.channels();
    }

    @Override
    public int of(int element) {
      return Extent.CHANNEL.of(shape, element);
    }
  }

  /**
   * A layer over the batch keeps one running mean a channel, so its regions are single channels.
   */
  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void theWholeTensorUnderTheLayersOwnPartitionsGivesTheSame(Layer layer) {
    List<Shape> shapes =
        layer.is(Property.OVER_BATCH)
            ? List.of(new Shape(5, 1, 3), new Shape(1, 1, 1), new Shape(0, 1, 2))
            : List.of(
                new Shape(3, 4, 2), new Shape(2, 6, 1), new Shape(1, 1, 7), new Shape(0, 4, 2));
    for (Shape shape : shapes) {
      for (Mode mode : Mode.values()) {
        Step step = RandomSteps.of(layer, mode, shape, 80);
        Map<Role, double[]> blocks = new HashMap<>();
        for (int b = 0; b < step.blocks().size(); b++) {
          run(step, Region.of(step.statistics(), b), blocks);
        }
        Map<Role, double[]> whole = new HashMap<>();
        run(step, Region.whole(shape, step.statistics(), new Channels(shape)), whole);
        assertEquals(blocks.keySet(), whole.keySet());
        blocks.forEach((role, values) -> assertArrayEquals(values, whole.get(role), role.label()));
      }
    }
  }

  private static void run(Step step, Region region, Map<Role, double[]> results) {
    BlockStep<Double> block = BlockStep.of(V, step, region);
    DefinedLayer.scatter(block.evaluate(step.layer().paper()), results);
  }

  /** Two groups of two channels each, in two samples. */
  @Test
  void aBlockIsAllSamplesOfItsChannels() {
    Statistics statistics = new Statistics(new Shape(2, 4, 2), 2, false);
    Region region = Region.of(statistics, 1);
    assertArrayEquals(new int[] {4, 5, 6, 7, 12, 13, 14, 15}, region.elements());
    assertArrayEquals(new int[] {2, 3}, region.channels());
    assertArrayEquals(new int[] {0, 0, 1, 1, 0, 0, 1, 1}, region.parameter());
    assertEquals(2, region.sets().size());
    assertArrayEquals(new int[] {0, 1, 2, 3}, region.sets().get(0));
    assertArrayEquals(new int[] {4, 5, 6, 7}, region.sets().get(1));
  }

  @Test
  void aBlockOfABatchIsOneSet() {
    Region region = Region.of(new Statistics(new Shape(2, 3, 2), 3, true), 1);
    assertArrayEquals(new int[] {2, 3, 8, 9}, region.elements());
    assertEquals(1, region.sets().size());
    assertArrayEquals(new int[] {0, 1, 2, 3}, region.sets().get(0));
    Shape empty = new Shape(2, 3, 0);
    assertTrue(Region.of(new Statistics(empty, 3, true), 1).sets().isEmpty());
    assertTrue(Region.of(new Statistics(empty, 1, false), 0).sets().isEmpty());
  }

  @Test
  void valuesOfARoleAreGathered() {
    Region region = Region.of(new Statistics(new Shape(2, 2, 1), 2, true), 1);
    assertArrayEquals(new double[] {2, 4}, region.gather(Roles.X, new double[] {1, 2, 3, 4}));
    assertArrayEquals(new double[] {6}, region.gather(Roles.GAMMA, new double[] {5, 6}));
  }

  /** A part without values is no set; a parameter without values still has its sum. */
  @Test
  void emptyPartsAreLeftOutOfTheStatistics() {
    Shape shape = new Shape(1, 2, 1);
    Partition last =
        new Partition() {
          @Override
          public int parts() {
            return 2;
          }

          @Override
          public int of(int element) {
            return 1;
          }
        };
    Region region = Region.whole(shape, last, last);
    assertEquals(1, region.sets().size());
    Step step = RandomSteps.of(Layers.of("layernorm"), Mode.TRAINING, shape, 81);
    BlockStep<Double> block = BlockStep.of(V, step, region).evaluate(step.layer().paper());
    double sum = step.dy()[0] + step.dy()[1];
    assertEquals(List.of(0.0, sum), block.result(Roles.DBETA));
  }
}
