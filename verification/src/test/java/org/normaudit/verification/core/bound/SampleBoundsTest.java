package org.normaudit.verification.core.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Coordinates;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.layer.DefinedLayer;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Roles;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.layer.StepOutput;
import org.normaudit.verification.core.arithmetic.RoundedArithmetic;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;
import org.normaudit.verification.core.cases.Data;
import org.normaudit.verification.core.truth.Truth;

/** The definitions, rounded to float32 after every operation, stay within their bounds. */
class SampleBoundsTest {
  private static final String[] SHAPES = {"2x6x3", "5x4x1", "3x8x2", "1x2x40", "4x2x2"};

  @Provide
  Arbitrary<Layer> layers() {
    return Arbitraries.of(Layers.all());
  }

  @Property(tries = 300)
  void noValueLeavesItsBound(@ForAll("layers") Layer layer, @ForAll int draw) {
    shares(layer, draw)
        .forEach(
            (quantity, share) ->
                assertTrue(share <= 1, () -> quantity + " of draw " + draw + ": " + share));
  }

  @Property(tries = 100)
  void samplesOneByOneHaveTheBoundsOfAllTogether(@ForAll("layers") Layer layer, @ForAll int draw) {
    Step step = step(layer, draw);
    ErrorModel model = ErrorModel.ieee(step.dtype());
    Rounding r = Rounding.of(model);
    Bounds together = StepBounds.of(step, layer.paper(), model, r, true, Integer.MAX_VALUE);
    Bounds apart = StepBounds.of(step, layer.paper(), model, r, true, 1);
    for (Role role : layer.results()) {
      if (together.has(role)) {
        double[] expected = together.get(role);
        for (int k = 0; k < expected.length; k++) {
          double sums = expected.length * BoundArithmetic.U64 * expected[k];
          assertEquals(expected[k], apart.get(role)[k], 200 * sums, role.toString());
        }
      }
    }
  }

  @Example
  void everyBoundIsComeNear() {
    for (Layer layer : Layers.all()) {
      if (!layer.has(Roles.RUNNING_MEAN)) {
        Map<Role, Double> worst = Roles.map();
        for (int draw = 0; draw < 40; draw++) {
          shares(layer, draw).forEach((quantity, share) -> worst.merge(quantity, share, Math::max));
        }
        worst.forEach(
            (quantity, share) ->
                assertTrue(share > 0.01, () -> layer + " " + quantity + ": " + share));
      }
    }
  }

  /** 1 + w is one rounding more. */
  @Property(tries = 60)
  void aScaleStoredAsWHasABoundOfItsOwn(@ForAll("layers") Layer layer, @ForAll int draw) {
    Convention onePlus = layer.paper().with(Coordinates.GAMMA_FORM, Convention.GammaForm.ONE_PLUS);
    shares(layer, onePlus, draw)
        .forEach(
            (quantity, share) ->
                assertTrue(share <= 1, () -> quantity + " of draw " + draw + ": " + share));
  }

  /** The largest error of each quantity in units of its bound. */
  private static Map<Role, Double> shares(Layer layer, int draw) {
    return shares(layer, layer.paper(), draw);
  }

  private static Step step(Layer layer, int draw) {
    int k = Math.floorMod(draw, 1 << 20);
    Data.Generated data = Data.Generated.values()[k % Data.Generated.values().length];
    String line =
        "%s training f32 %s data=%s kappa=%s exp=%d eps=%s second=yes seed=%d%s"
            .formatted(
                layer.label(),
                SHAPES[k / 7 % SHAPES.length],
                data.label(),
                data == Data.Generated.NORMAL ? Math.pow(10, k % 5) : 3,
                k % 11 - 5,
                k % 3 == 0 ? "0.25" : "0.0009765625",
                draw,
                layer.has(Settings.GROUPS) && k % 2 == 0 ? " groups=2" : "");
    return CaseInput.of(CaseLine.parse(line));
  }

  private static Map<Role, Double> shares(Layer layer, Convention convention, int draw) {
    Step in = step(layer, draw);
    StepOutput out =
        new DefinedLayer<>(
                "rounded",
                new RoundedArithmetic(Dtype.FLOAT32),
                Dtype.FLOAT32,
                Map.of(layer, convention))
            .run(in);
    Truth truth = Truth.of(in, convention, 0);
    Bounds bounds = Bounds.of(in, convention, ErrorModel.ieee(Dtype.FLOAT32));
    Map<Role, Double> shares = Roles.map();
    for (Role quantity : truth.roles()) {
      double worst = 0;
      for (int i = 0; i < out.get(quantity).length; i++) {
        double error = truth.values(quantity).error(i, out.get(quantity)[i]);
        double allowed = bounds.get(quantity)[i] + truth.values(quantity).radius(i);
        worst = error == 0 ? worst : Math.max(worst, error / allowed);
      }
      shares.put(quantity, worst);
    }
    return shares;
  }
}
