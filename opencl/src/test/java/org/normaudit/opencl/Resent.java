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
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * Trains a layer step by step on a device, once in one session and once in a new session for each
 * step, and prints whether the device shares the host's memory and how many of the steps differ in
 * a bit: where something that was put did not arrive, the one session computes with what it had
 * before.
 */
final class Resent {
  private static final Shape SHAPE = new Shape(4, 3, 5);
  private static final int STEPS = 4;

  private Resent() {}

  public static void main(String[] args) {
    ComputeDevice device = Devices.of(args[0]);
    double[][][] kept = train(device, false);
    double[][][] anew = train(device, true);
    int differing = 0;
    for (int step = 0; step < STEPS; step++) {
      if (!Arrays.deepEquals(kept[step], anew[step])) {
        differing++;
      }
    }
    System.out.println("shares memory: " + device.sharesMemory() + ", differing: " + differing);
  }

  private static double[][][] train(ComputeDevice device, boolean anew) {
    Random random = new Random(1);
    double[][][] made = new double[STEPS][][];
    RunningStatistics state = RunningStatistics.initial(SHAPE.channels());
    DeviceSession session = open(device);
    for (int step = 0; step < STEPS; step++) {
      if (anew) {
        session.close();
        session = open(device);
        session.putState(state);
      }
      for (Input input : Input.values()) {
        boolean tensor = input == Input.X || input == Input.DY;
        session.put(input, random.doubles(tensor ? SHAPE.size() : SHAPE.channels()).toArray());
      }
      made[step] = step(session);
      state = session.state();
    }
    session.close();
    return made;
  }

  private static DeviceSession open(ComputeDevice device) {
    DeviceSession session = DeviceSession.open(device, Dtype.FLOAT32);
    session.configure(LayerKind.BATCH_RENORM, SHAPE, 1e-3);
    return session;
  }

  private static double[][] step(DeviceSession session) {
    List<double[]> made = new ArrayList<>();
    session.forward(Mode.TRAINING, UpdateRule.rate(0.25), Clip.symmetric(3, 5));
    made.add(session.get(Quantity.Y));
    session.backward();
    made.add(session.get(Quantity.DX));
    made.add(session.get(Quantity.DGAMMA));
    made.add(session.state().mean());
    made.add(session.state().spread());
    return made.toArray(new double[0][]);
  }
}
