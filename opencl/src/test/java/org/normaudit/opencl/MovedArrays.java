package org.normaudit.opencl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.normaudit.opencl.DeviceSession.Input;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * Trains a layer step by step, once undisturbed and then with the garbage collector at work between
 * all calls, and prints how many of the runs that were disturbed gave other bits.
 */
final class MovedArrays {
  private static final Shape SHAPE = new Shape(4, 3, 5);
  private static final int STEPS = 4;

  /** Kept from one run to the next, so that a heap is full of holes. */
  private static final List<int[]> LITTER = new ArrayList<>();

  private MovedArrays() {}

  public static void main(String[] args) {
    ComputeDevice device = Devices.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    double[][] expected = train(device, false);
    int wrong = 0;
    for (int i = 0; i < rounds; i++) {
      if (!Arrays.deepEquals(expected, train(device, true))) {
        wrong++;
      }
    }
    System.out.println(wrong);
  }

  private static double[][] train(ComputeDevice device, boolean disturbed) {
    Random random = new Random(1);
    List<double[]> made = new ArrayList<>();
    try (DeviceSession session = DeviceSession.open(device, Dtype.FLOAT32)) {
      session.configure(LayerKind.BATCH_RENORM, SHAPE, 1e-3);
      for (int step = 0; step < STEPS; step++) {
        session.put(Input.X, random.doubles(SHAPE.size()).toArray());
        session.put(Input.DY, random.doubles(SHAPE.size()).toArray());
        move(disturbed);
        session.forward(Mode.TRAINING, UpdateRule.rate(0.25), Clip.symmetric(3, 5));
        move(disturbed);
        made.add(session.get(Quantity.Y));
        move(disturbed);
        session.backward();
        move(disturbed);
        made.add(session.get(Quantity.DX));
        made.add(session.get(Quantity.DGAMMA));
        made.add(session.state().mean());
        made.add(session.state().spread());
      }
    }
    return made.toArray(new double[0][]);
  }

  private static void move(boolean disturbed) {
    if (!disturbed) {
      return;
    }
    for (int i = 0; i < 64; i++) {
      LITTER.add(new int[1 << 10]);
    }
    for (int i = LITTER.size() - 1; i >= 0; i -= 2) {
      LITTER.remove(i);
    }
    System.gc();
  }
}
