package org.normaudit.reference.scalar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.Precision;
import org.normaudit.reference.contract.RandomSteps;
import org.normaudit.reference.contract.SampleTruth;
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Implementation;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;

/** The layers that the older interface knows are what it gives; the others keep the contract. */
class ReferenceImplementationTest {
  private static final Shape SHAPE = new Shape(3, 4, 5);
  private static final Implementation SCALAR = new ReferenceImplementation();

  static Stream<Layer> newer() {
    return Layers.all().stream().filter(layer -> !ClassicalView.knows(layer));
  }

  static Stream<Layer> classical() {
    return Layers.byDefault().stream();
  }

  @Test
  void everyLayerIsThere() {
    assertEquals(Layers.all(), List.copyOf(SCALAR.supported().layers()));
    assertEquals(List.copyOf(Layers.results()), List.copyOf(SCALAR.supported().results()));
    assertEquals(Dtype.standard(), SCALAR.supported().dtypes());
  }

  @ParameterizedTest
  @MethodSource("classical")
  void aClassicalLayerIsThatOfTheOlderInterface(Layer layer) {
    Step step = RandomSteps.of(layer, Mode.TRAINING, Dtype.FLOAT32, SHAPE, 1);
    StepOutput expected = new ClassicalView(new ReferenceLayer()).run(step);
    assertSame(expected.roles(), expected, SCALAR.run(step));
  }

  @ParameterizedTest
  @MethodSource("newer")
  void everyResultIsWithinItsBound(Layer layer) {
    for (Dtype dtype : SCALAR.supported().dtypes()) {
      for (Shape shape :
          List.of(
              new Shape(1, 3, 1),
              new Shape(7, 6, 1),
              new Shape(2, 1, 5),
              new Shape(31, 9, 1),
              SHAPE,
              new Shape(2, 12, 11))) {
        for (Mode mode : SCALAR.supported().modes()) {
          Step step = RandomSteps.of(layer, mode, dtype, shape, 2);
          StepOutput out = SCALAR.run(step);
          Precision precision = Precision.computing(Dtype.FLOAT64, dtype);
          assertEquals(SampleTruth.check(step, out, precision), out.roles());
          out.roles().forEach(role -> assertArrayEquals(dtype.round(out.get(role)), out.get(role)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("newer")
  void nothingGivesNothing(Layer layer) {
    for (Shape shape : List.of(new Shape(0, 6, 4), new Shape(5, 6, 0))) {
      StepOutput out = SCALAR.run(RandomSteps.of(layer, Mode.TRAINING, shape, 3));
      assertEquals(new HashSet<>(layer.results()), out.roles());
      out.roles().forEach(role -> assertArrayEquals(new double[role.length(shape)], out.get(role)));
    }
  }

  @ParameterizedTest
  @MethodSource("newer")
  void nanReachesWhatSharesItsStatistics(Layer layer) {
    Step clean = RandomSteps.of(layer, Mode.TRAINING, SHAPE, 4);
    StepOutput before = SCALAR.run(clean);
    int at = 27;
    for (Role input : layer.roles(Role.Kind.INPUT)) {
      double[] spoilt = clean.get(input).clone();
      spoilt[at] = Double.NaN;
      StepOutput after = SCALAR.run(clean.with(input, spoilt));
      for (Role role : List.of(Roles.Y, Roles.DX)) {
        double[] expected = before.get(role).clone();
        for (int i = 0; i < expected.length; i++) {
          boolean shares = clean.statistics().of(i) == clean.statistics().of(at);
          expected[i] = shares ? Double.NaN : expected[i];
        }
        assertArrayEquals(expected, after.get(role), role.label());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("newer")
  void noTensorIsModifiedAndNoneIsHandedOut(Layer layer) {
    Step step = RandomSteps.of(layer, Mode.TRAINING, SHAPE, 5);
    Step twin = RandomSteps.of(layer, Mode.TRAINING, SHAPE, 5);
    StepOutput out = SCALAR.run(step);
    StepOutput again = SCALAR.run(step);
    assertSame(out.roles(), out, again);
    for (Role role : out.roles()) {
      Arrays.fill(out.get(role), Double.NaN);
    }
    for (Role role : step.roles()) {
      assertArrayEquals(twin.get(role), step.get(role), role.label());
    }
  }

  private static void assertSame(Set<Role> roles, StepOutput expected, StepOutput observed) {
    assertEquals(roles, observed.roles());
    roles.forEach(role -> assertArrayEquals(expected.get(role), observed.get(role), role.label()));
  }
}
