package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.normaudit.opencl.DeviceSession.Input;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

class DeviceSessionTest {
  private static final Shape SHAPE = new Shape(6, 5, 7);
  private static final UpdateRule RULE = UpdateRule.rate(0.25);

  private static double[] normal(int n, long seed) {
    Random random = new Random(seed);
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static DeviceSession session(ComputeDevice device, LayerKind layer) {
    DeviceSession session = DeviceSession.open(device, Dtype.FLOAT32);
    session.configure(layer, SHAPE, 1e-3);
    session.put(Input.X, normal(SHAPE.size(), 1));
    return session;
  }

  @Test
  void resultsStayOnTheDeviceBetweenThePasses() {
    for (ComputeDevice device : TestDevices.all()) {
      LayerInput step =
          LayerInput.of(
                  LayerKind.BATCH_RENORM,
                  Mode.TRAINING,
                  Dtype.FLOAT32,
                  SHAPE,
                  normal(SHAPE.size(), 1))
              .withEpsilon(1e-3)
              .withRule(RULE)
              .withClip(Clip.symmetric(3, 5))
              .withDy(normal(SHAPE.size(), 2));
      try (DeviceSession session = session(device, LayerKind.BATCH_RENORM);
          OpenClLayer layer = new OpenClLayer(device, Dtype.FLOAT32)) {
        session.put(Input.DY, step.dy());
        LayerOutput expected = layer.run(step);
        session.forward(Mode.TRAINING, step.rule(), step.clip());
        session.backward();
        assertArrayEquals(expected.get(Quantity.DX), session.get(Quantity.DX));
        assertArrayEquals(expected.get(Quantity.RUNNING_MEAN), session.state().mean());

        // The second step starts from what the first one left on the device.
        LayerOutput second =
            layer.run(
                step.withState(
                    new RunningStatistics(
                        expected.get(Quantity.RUNNING_MEAN),
                        expected.get(Quantity.RUNNING_SPREAD),
                        1)));
        session.forward(Mode.TRAINING, step.rule(), step.clip());
        assertArrayEquals(second.get(Quantity.Y), session.get(Quantity.Y));
        assertArrayEquals(second.get(Quantity.RUNNING_SPREAD), session.state().spread());
        assertEquals(2, session.state().updates());
      }
    }
  }

  @Test
  void anotherLayerOnTheSameTensorsIsThatLayer() {
    for (ComputeDevice device : TestDevices.all()) {
      try (DeviceSession fresh = session(device, LayerKind.BATCH_RENORM);
          DeviceSession changed = session(device, LayerKind.BATCH_NORM)) {
        fresh.put(Input.DY, normal(SHAPE.size(), 2));
        changed.put(Input.DY, normal(SHAPE.size(), 2));
        changed.forward(Mode.TRAINING, RULE, Clip.NONE);
        double[] before = changed.get(Quantity.Y);

        changed.change(LayerKind.BATCH_RENORM);
        assertThrows(IllegalStateException.class, changed::backward);
        assertThrows(IllegalStateException.class, () -> changed.get(Quantity.Y));
        assertEquals(0, changed.state().updates());
        for (DeviceSession session : new DeviceSession[] {fresh, changed}) {
          session.forward(Mode.TRAINING, RULE, Clip.symmetric(3, 5));
        }
        assertArrayEquals(fresh.get(Quantity.Y), changed.get(Quantity.Y));
        assertArrayEquals(fresh.state().spread(), changed.state().spread());
        assertFalse(Arrays.equals(before, changed.get(Quantity.Y)));
        fresh.backward();
        changed.backward();
        assertArrayEquals(fresh.get(Quantity.DX), changed.get(Quantity.DX));
      }
    }
  }

  @Test
  void garbageCollectionsBetweenThePassesChangeNothing() {
    for (ComputeDevice device : TestDevices.all()) {
      try (DeviceSession session = session(device, LayerKind.BATCH_RENORM)) {
        session.put(Input.DY, normal(SHAPE.size(), 2));
        session.forward(Mode.TRAINING, RULE, Clip.symmetric(3, 5));
        session.forward(Mode.TRAINING, RULE, Clip.symmetric(3, 5));
        session.backward();
        double[] dx = session.get(Quantity.DX);
        double[] spread = session.state().spread();

        session.putState(RunningStatistics.initial(SHAPE.channels()));
        for (int i = 0; i < 2; i++) {
          System.gc();
          session.forward(Mode.TRAINING, RULE, Clip.symmetric(3, 5));
        }
        System.gc();
        session.backward();
        assertArrayEquals(dx, session.get(Quantity.DX));
        assertArrayEquals(spread, session.state().spread());
      }
    }
  }

  @Test
  void theSameInputGivesTheSameBits() {
    for (ComputeDevice device : TestDevices.all()) {
      for (Shape shape : new Shape[] {new Shape(3, 2, 20_011), new Shape(50_021, 3, 1)}) {
        try (DeviceSession session = DeviceSession.open(device, Dtype.FLOAT32)) {
          session.configure(LayerKind.BATCH_NORM, shape, 1e-5);
          session.put(Input.X, normal(shape.size(), 3));
          session.put(Input.DY, normal(shape.size(), 4));
          session.forward(Mode.TRAINING, RULE, Clip.NONE);
          double[] y = session.get(Quantity.Y);
          session.backward();
          double[] dx = session.get(Quantity.DX);
          for (int repeat = 0; repeat < 5; repeat++) {
            session.forward(Mode.TRAINING, RULE, Clip.NONE);
            assertArrayEquals(y, session.get(Quantity.Y));
            session.backward();
            assertArrayEquals(dx, session.get(Quantity.DX));
          }
        }
      }
    }
  }

  @Test
  void whatThePassesBeforeTheLastMadeIsGone() {
    for (ComputeDevice device : TestDevices.all()) {
      try (DeviceSession session = session(device, LayerKind.BATCH_NORM)) {
        assertThrows(IllegalStateException.class, () -> session.get(Quantity.Y));
        assertThrows(IllegalStateException.class, session::backward);
        session.forward(Mode.TRAINING, RULE, Clip.NONE);
        assertThrows(IllegalStateException.class, session::backward);
        session.put(Input.DY, normal(SHAPE.size(), 2));
        session.forward(Mode.TRAINING, RULE, Clip.NONE);
        assertThrows(IllegalStateException.class, () -> session.get(Quantity.DX));
        session.backward();
        assertThrows(IllegalStateException.class, () -> session.get(Quantity.Y));
        assertThrows(UnsupportedOperationException.class, () -> session.get(Quantity.GRAD_X));
      }
    }
  }

  @Test
  void aSessionIsForOneThreadAtATime() throws Exception {
    try (DeviceSession session = session(Devices.jtp(), LayerKind.BATCH_NORM)) {
      // From another thread after this one: fine.
      CompletableFuture.runAsync(() -> session.forward(Mode.TRAINING, RULE, Clip.NONE)).get();
      assertEquals(SHAPE.size(), session.get(Quantity.Y).length);
    }
    try (ExclusiveAccess access = new ExclusiveAccess();
        ExclusiveAccess mine = access.take()) {
      ExecutionException e =
          assertThrows(
              ExecutionException.class, () -> CompletableFuture.runAsync(access::take).get());
      assertTrue(e.getCause() instanceof IllegalStateException);
      assertFalse(mine == null);
    }
  }

  @Test
  void sessionsOfDifferentThreadsDoNotDisturbEachOther() throws Exception {
    for (ComputeDevice device : TestDevices.all()) {
      CompletableFuture<?>[] threads = new CompletableFuture<?>[4];
      for (int t = 0; t < threads.length; t++) {
        Shape shape = new Shape(3 + t, 4, 5 + t);
        LayerInput step =
            LayerInput.of(
                    LayerKind.BATCH_NORM,
                    Mode.TRAINING,
                    Dtype.FLOAT32,
                    shape,
                    normal(shape.size(), t))
                .withDy(normal(shape.size(), 10 + t));
        threads[t] =
            CompletableFuture.runAsync(
                () -> {
                  try (OpenClLayer layer = new OpenClLayer(device, Dtype.FLOAT32)) {
                    double[] dx = layer.run(step).get(Quantity.DX);
                    for (int i = 0; i < 20; i++) {
                      assertArrayEquals(dx, layer.run(step).get(Quantity.DX));
                    }
                  }
                });
      }
      assertNull(CompletableFuture.allOf(threads).get());
    }
  }

  @Test
  void wrongLengthsAndValuesAreRefused() {
    try (DeviceSession session = DeviceSession.open(Devices.jtp(), Dtype.FLOAT64)) {
      assertThrows(IllegalStateException.class, () -> session.put(Input.X, new double[1]));
      assertThrows(
          IllegalArgumentException.class,
          () -> session.configure(LayerKind.BATCH_NORM, SHAPE, Double.NaN));
      session.configure(LayerKind.BATCH_NORM, SHAPE, 0);
      assertThrows(IllegalArgumentException.class, () -> session.put(Input.X, new double[1]));
      assertThrows(IllegalArgumentException.class, () -> session.put(Input.GAMMA, new double[1]));
      assertThrows(
          IllegalArgumentException.class, () -> session.putState(RunningStatistics.initial(1)));
    }
  }

  @Test
  void theMemoryFloorCopies() {
    for (ComputeDevice device : TestDevices.all()) {
      for (int elements : new int[] {1, 1000, 100_003, 1_050_003}) {
        try (MemoryFloor floor = MemoryFloor.open(device, Dtype.FLOAT32, elements)) {
          floor.launchEmpty();
          assertEquals(elements == 1, floor.isCopied());
          floor.copy();
          assertTrue(floor.isCopied());
          assertEquals(8L * elements, floor.bytes());
        }
        try (MemoryFloor floor = MemoryFloor.open(device, Dtype.FLOAT32, elements)) {
          floor.copyPlainly();
          assertTrue(floor.isCopied());
        }
      }
    }
  }
}
