package org.normaudit.verification.lab.bench;

import java.util.ArrayList;
import java.util.List;
import org.normaudit.opencl.ComputeDevice;
import org.normaudit.opencl.DeviceSession;
import org.normaudit.opencl.MemoryFloor;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Layer;
import org.normaudit.reference.layer.Layers;
import org.normaudit.reference.layer.Step;
import org.normaudit.verification.core.cases.CaseInput;
import org.normaudit.verification.core.cases.CaseLine;

/**
 * Times both layers of one device in one format, in turn with a copy and an empty launch. They
 * share their tensors, because the place of a tensor in memory changes the time more than the layer
 * does.
 */
public final class DeviceBench {
  private static final List<Layer> LAYERS =
      List.of(Layers.of("batchnorm"), Layers.of("batchrenorm"));

  /** Tasks before those of the layers: an empty launch and two copies. */
  private static final int FLOORS = 3;

  private final ComputeDevice device;
  private final Dtype dtype;
  private final double seconds;
  private final int rounds;

  /**
   * @param seconds how long one shape may take, about
   * @param rounds the least number of rounds, even if they take longer than {@code seconds}
   */
  public DeviceBench(ComputeDevice device, Dtype dtype, double seconds, int rounds) {
    this.device = device;
    this.dtype = dtype;
    this.seconds = seconds;
    this.rounds = rounds;
  }

  /** Both passes of both layers in training at one shape. */
  public List<BenchRow> run(Shape shape) {
    Step in =
        CaseInput.of(CaseLine.standard(Layers.of("batchrenorm"), Mode.TRAINING, dtype, shape));
    try (DeviceSession session = DeviceSession.open(device, dtype);
        MemoryFloor floor = MemoryFloor.open(device, dtype, shape.size())) {
      session.configure(ClassicalView.input(in).layer(), shape, in.epsilon());
      session.put(DeviceSession.Input.X, in.x());
      session.put(DeviceSession.Input.DY, in.dy());
      session.put(DeviceSession.Input.GAMMA, in.gamma());
      session.put(DeviceSession.Input.BETA, in.beta());
      return run(session, floor, in);
    }
  }

  private List<BenchRow> run(DeviceSession session, MemoryFloor floor, Step in) {
    List<Runnable> work =
        new ArrayList<>(List.of(floor::launchEmpty, floor::copy, floor::copyPlainly));
    LAYERS.forEach(layer -> work.addAll(tasks(session, in, layer)));
    List<Rounds.Timing> timings = new Rounds(seconds, rounds).time(work);
    int each = (work.size() - FLOORS) / LAYERS.size();
    List<BenchRow> rows = new ArrayList<>();
    for (int i = 0; i < LAYERS.size(); i++) {
      Step step = in.withLayer(LAYERS.get(i));
      int first = FLOORS + i * each;
      rows.addAll(
          rows(step, floor, timings.subList(0, FLOORS), timings.subList(first, first + each)));
    }
    return rows;
  }

  /** The change to a layer, which does not count, then what is measured of it. */
  private static List<Runnable> tasks(DeviceSession session, Step in, Layer layer) {
    Runnable forward = () -> session.forward(Mode.TRAINING, in.rule(), in.clip());
    return List.of(
        () -> {
          session.change(LayerKind.of(layer.label()));
          session.putState(in.state());
          forward.run();
        },
        forward,
        session::backward,
        () -> {
          session.resend(DeviceSession.Input.X);
          forward.run();
          session.fetch(Quantity.Y);
        },
        () -> {
          session.resend(DeviceSession.Input.DY);
          session.backward();
          session.fetch(Quantity.DX);
        });
  }

  private List<BenchRow> rows(
      Step step, MemoryFloor floor, List<Rounds.Timing> floors, List<Rounds.Timing> of) {
    long tensor = floor.bytes() / 2;
    return List.of(
        row(step, "forward", of.get(1), of.get(3), floors, 2 * tensor, floor.bytes()),
        row(step, "backward", of.get(2), of.get(4), floors, 3 * tensor, floor.bytes()));
  }

  private BenchRow row(
      Step step,
      String pass,
      Rounds.Timing resident,
      Rounds.Timing transferred,
      List<Rounds.Timing> floors,
      long bytes,
      long copyBytes) {
    return new BenchRow(
        device,
        dtype,
        step.layer(),
        step.shape(),
        pass,
        resident.median(),
        transferred.median(),
        floors.get(1).median(),
        floors.get(2).median(),
        floors.get(0).median(),
        bytes,
        copyBytes,
        resident.runs());
  }
}
