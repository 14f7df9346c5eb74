package org.normaudit.opencl;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.opencl.DeviceSession.Input;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * Runs every kernel at small shapes, in every cut and with several work-group sizes, for a device
 * that watches its memory:
 *
 * <pre>oclgrind --data-races java -cp … org.normaudit.opencl.RaceCheck Oclgrind</pre>
 *
 * <p>With {@code planted} after the device it runs a kernel that has a race, and nothing else.
 */
final class RaceCheck {
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(3, 2, 5),
          new Shape(7, 3, 1),
          new Shape(1, 1, 1),
          new Shape(2, 35, 1),
          // Long enough for lines that begin in one row and end in the next.
          new Shape(75, 7, 1),
          new Shape(2, 1, 601));

  private RaceCheck() {}

  public static void main(String[] args) {
    ComputeDevice device = Devices.of(args[0]);
    if (args.length > 1) {
      PlantedRace kernel = new PlantedRace(device);
      kernel.prepare();
      kernel.launch(8, 4);
      kernel.dispose();
      return;
    }
    int passes = 0;
    int steps = 0;
    for (Dtype dtype : ComputeDevice.FORMATS) {
      for (Planner planner : cuts()) {
        try (DeviceSession session = DeviceSession.open(device, dtype, planner)) {
          for (Shape shape : SHAPES) {
            passes += run(session, shape);
            steps +=
                session.step(Mode.TRAINING, UpdateRule.rate(0.5), Clip.symmetric(3, 5)) ? 1 : 0;
          }
        }
      }
    }
    System.out.println("passes: %d, steps: %d".formatted(passes, steps));
  }

  private static List<Planner> cuts() {
    List<Planner> cuts = new ArrayList<>();
    for (int slices : new int[] {1, 3}) {
      cuts.add(
          (device, shape) ->
              Plan.cores(
                      device,
                      shape,
                      shape.inner() == 1,
                      shape.inner() == 1 ? Math.min(16, shape.channels()) : 1,
                      slices)
                  .withChunk(2));
      cuts.add(
          (device, shape) ->
              Plan.cores(device, shape, shape.inner() == 1, shape.channels(), slices)
                  .withStreams());
    }
    cuts.add((device, shape) -> Plan.cores(device, shape, shape.inner() == 1, 2, 1));
    for (int local : new int[] {1, 4, 16, 64}) {
      cuts.add((device, shape) -> Plan.groups(device, shape, local));
    }
    cuts.add((device, shape) -> Plan.groups(device, shape, 4).inSlices(shape, 3));
    return cuts;
  }

  private static int run(DeviceSession session, Shape shape) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 - i / 5.0;
    }
    int passes = 0;
    for (LayerKind layer : List.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM)) {
      session.configure(layer, shape, 1e-3);
      session.put(Input.X, values);
      session.put(Input.DY, values);
      for (Mode mode : Mode.values()) {
        session.forward(mode, UpdateRule.rate(0.5), Clip.symmetric(3, 5));
        session.get(Quantity.Y);
        session.backward();
        session.get(Quantity.DX);
        passes += 2;
      }
    }
    return passes;
  }

  /** Neighbours read what each other writes, with no barrier between. */
  private static final class PlantedRace extends DeviceKernel {
    int[] values = new int[8];

    PlantedRace(ComputeDevice device) {
      super(device);
    }

    @Override
    public void run() {
      int i = getGlobalId();
      values[i] = i;
      values[i] = values[(i + 1) % 8] + 1;
    }
  }
}
