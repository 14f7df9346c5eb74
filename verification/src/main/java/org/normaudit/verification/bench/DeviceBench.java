package org.normaudit.verification.bench;

import java.util.List;
import org.normaudit.opencl.ComputeDevice;
import org.normaudit.opencl.DeviceSession;
import org.normaudit.opencl.MemoryFloor;
import org.normaudit.reference.Clip;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.verification.cases.CaseInput;
import org.normaudit.verification.cases.CaseLine;

/** Times the layers of one device in one format, in turn with a copy and an empty launch. */
public final class DeviceBench {
  private final ComputeDevice device;
  private final Dtype dtype;
  private final double seconds;
  private final int rounds;

  /**
   * @param seconds how long one shape of one layer may take, about
   * @param rounds at least so many rounds, whatever they take
   */
  public DeviceBench(ComputeDevice device, Dtype dtype, double seconds, int rounds) {
    this.device = device;
    this.dtype = dtype;
    this.seconds = seconds;
    this.rounds = rounds;
  }

  /** Both passes of a layer in training at one shape. */
  public List<BenchRow> run(LayerKind layer, Shape shape) {
    LayerInput in = CaseInput.of(CaseLine.standard(layer, Mode.TRAINING, dtype, shape));
    try (DeviceSession session = DeviceSession.open(device, dtype);
        MemoryFloor floor = MemoryFloor.open(device, dtype, shape.size())) {
      session.configure(layer, shape, in.epsilon());
      session.put(DeviceSession.Input.X, in.x());
      session.put(DeviceSession.Input.DY, in.dy());
      session.put(DeviceSession.Input.GAMMA, in.gamma());
      session.put(DeviceSession.Input.BETA, in.beta());
      session.putState(in.state());
      return run(session, floor, in);
    }
  }

  private List<BenchRow> run(DeviceSession session, MemoryFloor floor, LayerInput in) {
    Clip clip = in.clip();
    Runnable forward = () -> session.forward(Mode.TRAINING, in.rule(), clip);
    List<Runnable> work =
        List.of(
            floor::launchEmpty,
            floor::copy,
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
    List<Rounds.Timing> timings = new Rounds(seconds, rounds).time(work);
    double[] medians = timings.stream().mapToDouble(Rounds.Timing::median).toArray();
    long tensor = floor.bytes() / 2;
    int measured = timings.get(0).runs();
    return List.of(
        row(in, "forward", medians[2], medians[4], medians, 2 * tensor, floor.bytes(), measured),
        row(in, "backward", medians[3], medians[5], medians, 3 * tensor, floor.bytes(), measured));
  }

  private BenchRow row(
      LayerInput in,
      String pass,
      double resident,
      double transferred,
      double[] medians,
      long bytes,
      long copyBytes,
      int measured) {
    return new BenchRow(
        device.selector(),
        dtype,
        in.layer(),
        in.shape(),
        pass,
        resident,
        transferred,
        medians[1],
        medians[0],
        bytes,
        copyBytes,
        measured);
  }
}
