package org.normaudit.reference.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.autodiff.Binary64;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;
import org.normaudit.reference.contract.RandomSteps;

/** What one step leaves to the next. */
class FollowingStepsTest {
  private static final Layer BATCH_NORM = Layers.of("batchnorm");
  private static final Shape SHAPE = new Shape(2, 2, 1);
  private static final double[] MEAN = {3, 4};
  private static final double[] SPREAD = {5, 6};
  private static final StepOutput STATES =
      StepOutput.empty().with(Roles.RUNNING_MEAN, MEAN).with(Roles.RUNNING_SPREAD, SPREAD);

  private static Step step(Layer layer, long seed) {
    return RandomSteps.of(layer, Mode.TRAINING, SHAPE, seed);
  }

  @Test
  void theNextStepStartsFromTheStates() {
    Step first = step(BATCH_NORM, 90);
    Step next = step(BATCH_NORM, 91).with(Settings.UPDATES, 40L);
    Step after = first.followedBy(next, STATES);
    assertSame(MEAN, after.get(Roles.RUNNING_MEAN));
    assertSame(SPREAD, after.get(Roles.RUNNING_SPREAD));
    assertEquals(first.updates() + 1, after.updates());
    assertEquals(next.withState(after.state()), after, "all else is that of the next step");
  }

  @Test
  void onlyUpdatesAreCounted() {
    Step first = step(BATCH_NORM, 92);
    for (Step kept : List.of(first.withMode(Mode.INFERENCE), first.withRule(UpdateRule.frozen()))) {
      assertEquals(first.updates(), kept.followedBy(first, STATES).updates());
    }
  }

  /** A layer that gives only one of its states has told nothing of what comes next. */
  @Test
  void statesThatAreNotGivenStayAsTheyWere() {
    Step first = step(BATCH_NORM, 93);
    Step next = step(BATCH_NORM, 94);
    StepOutput one = StepOutput.empty().with(Roles.RUNNING_MEAN, MEAN);
    for (StepOutput output : List.of(StepOutput.empty(), one)) {
      Step after = first.followedBy(next, output);
      assertSame(first.get(Roles.RUNNING_MEAN), after.get(Roles.RUNNING_MEAN));
      assertSame(first.get(Roles.RUNNING_SPREAD), after.get(Roles.RUNNING_SPREAD));
      assertEquals(first.updates(), after.updates());
    }
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void aLayerWithoutStatesLeavesTheNextStepAlone(Layer layer) {
    Step next = step(layer, 96);
    Step after = step(layer, 95).followedBy(next, STATES);
    assertEquals(layer.roles(Role.Kind.STATE).isEmpty(), after.equals(next));
  }

  @ParameterizedTest
  @MethodSource("org.normaudit.reference.layer.Layers#all")
  void aTraceIsStepsThatFollowEachOther(Layer layer) {
    Implementation definition = new DefinedLayer<>("definition", Binary64.INSTANCE, Dtype.FLOAT64);
    List<Step> steps = List.of(step(layer, 97), step(layer, 98), step(layer, 99));
    List<StepOutput> outputs = definition.trace(steps);
    Step asked = steps.get(0);
    for (int i = 0; i < steps.size(); i++) {
      asked = i == 0 ? asked : asked.followedBy(steps.get(i), outputs.get(i - 1));
      StepOutput expected = definition.run(asked);
      assertEquals(expected.roles(), outputs.get(i).roles());
      for (Role role : expected.roles()) {
        assertArrayEquals(expected.get(role), outputs.get(i).get(role), role.label());
      }
    }
    assertEquals(List.of(), definition.trace(List.of()));
  }
}
