package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.normaudit.opencl.DeviceSession.Input;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/** A step in one launch is the forward pass and the backward pass, to the bit. */
class StepTest {
  private static final UpdateRule RULE = UpdateRule.rate(0.25);
  private static final Clip CLIP = Clip.symmetric(3, 5);
  private static final List<Shape> SHAPES =
      List.of(new Shape(6, 5, 7), new Shape(70, 9, 1), new Shape(1, 3, 1));

  private static DeviceSession session(
      ComputeDevice device, Dtype dtype, Planner planner, LayerKind layer, Shape shape) {
    DeviceSession session = DeviceSession.open(device, dtype, planner);
    session.configure(layer, shape, 1e-3);
    session.put(Input.X, normal(shape.size(), 1));
    session.put(Input.DY, normal(shape.size(), 2));
    session.put(Input.GAMMA, normal(shape.channels(), 3));
    return session;
  }

  private static double[] normal(int n, long seed) {
    return new Random(seed).doubles(n, -2, 2).map(value -> (float) value).toArray();
  }

  @Test
  void aStepIsBothPasses() {
    for (ComputeDevice device : TestDevices.all()) {
      for (Dtype dtype : ComputeDevice.FORMATS) {
        if (device.supports(dtype) && device.hasFewWideCores()) {
          for (LayerKind layer : List.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM)) {
            SHAPES.forEach(shape -> assertSame(device, dtype, layer, shape));
          }
        }
      }
    }
  }

  private static void assertSame(ComputeDevice device, Dtype dtype, LayerKind layer, Shape shape) {
    try (DeviceSession passes = session(device, dtype, Plan::of, layer, shape);
        DeviceSession step = session(device, dtype, Plan::of, layer, shape)) {
      for (Mode mode : List.of(Mode.TRAINING, Mode.INFERENCE, Mode.TRAINING)) {
        passes.forward(mode, RULE, CLIP);
        List<Quantity> forward = List.of(Quantity.Y, Quantity.R, Quantity.D);
        List<double[]> made = forward.stream().map(passes::get).toList();
        assertTrue(step.step(mode, RULE, CLIP));
        for (int i = 0; i < made.size(); i++) {
          assertArrayEquals(made.get(i), step.get(forward.get(i)));
        }
        passes.backward();
        for (Quantity quantity :
            List.of(
                Quantity.DX,
                Quantity.DGAMMA,
                Quantity.DBETA,
                Quantity.RUNNING_MEAN,
                Quantity.RUNNING_SPREAD)) {
          assertArrayEquals(passes.get(quantity), step.get(quantity), quantity.label());
        }
      }
    }
  }

  @Test
  void slicesNeedOneAnothersSums() {
    Shape shape = new Shape(6, 2, 7);
    Planner slices = (device, of) -> Plan.cores(device, of, false, 1, 3);
    try (DeviceSession session =
        session(Devices.jtp(), Dtype.FLOAT32, slices, LayerKind.BATCH_NORM, shape)) {
      assertFalse(session.step(Mode.TRAINING, RULE, CLIP));
      assertThrows(IllegalStateException.class, () -> session.get(Quantity.Y));
    }
  }

  @Test
  void aStepNeedsAnUpstreamGradient() {
    try (DeviceSession session = DeviceSession.open(Devices.jtp(), Dtype.FLOAT32)) {
      session.configure(LayerKind.BATCH_NORM, new Shape(2, 1, 1), 1e-3);
      assertThrows(IllegalStateException.class, () -> session.step(Mode.TRAINING, RULE, CLIP));
    }
  }
}
