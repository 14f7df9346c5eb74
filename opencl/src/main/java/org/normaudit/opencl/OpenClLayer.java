package org.normaudit.opencl;

import java.util.EnumSet;
import java.util.Set;
import org.normaudit.reference.Capabilities;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Mode;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Quantity;

/**
 * The layers on one device in one format. The double backward is not among them: no kernel computes
 * it. Safe for use by several threads: they take turns at one layer, and different layers do not
 * wait for each other.
 */
public final class OpenClLayer implements NormalizationLayer {
  private static final Set<Quantity> QUANTITIES =
      EnumSet.complementOf(EnumSet.of(Quantity.GRAD_X, Quantity.GRAD_GAMMA, Quantity.GRAD_DY));

  private final DeviceSession session;

  /**
   * The layers on {@code device} with tensors of {@code dtype}.
   *
   * @throws DeviceException if the device does not compute in {@code dtype}
   */
  public OpenClLayer(ComputeDevice device, Dtype dtype) {
    this(device, dtype, Plan::of);
  }

  OpenClLayer(ComputeDevice device, Dtype dtype, Planner planner) {
    session = DeviceSession.open(device, dtype, planner);
  }

  @Override
  public Capabilities capabilities() {
    ComputeDevice device = session.device();
    return new Capabilities(
        device.selector() + ":" + session.dtype().label(),
        device.toString(),
        EnumSet.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM),
        EnumSet.allOf(Mode.class),
        Set.of(session.dtype()),
        EnumSet.copyOf(QUANTITIES));
  }

  @Override
  public LayerOutput run(LayerInput input) {
    capabilities().require(input);
    synchronized (session) {
      return compute(input);
    }
  }

  private LayerOutput compute(LayerInput input) {
    session.configure(input.layer(), input.shape(), input.epsilon());
    session.put(DeviceSession.Input.X, input.x());
    session.put(DeviceSession.Input.DY, input.dy());
    session.put(DeviceSession.Input.GAMMA, input.gamma());
    session.put(DeviceSession.Input.BETA, input.beta());
    session.putState(input.state());
    // Two launches in place of one are most of what a small step takes.
    boolean stepped = session.step(input.mode(), input.rule(), input.clip());
    if (!stepped) {
      session.forward(input.mode(), input.rule(), input.clip());
    }
    LayerOutput output =
        fetch(LayerOutput.empty(), Quantity.Y, Quantity.RUNNING_MEAN, Quantity.RUNNING_SPREAD);
    if (input.layer() == LayerKind.BATCH_RENORM
        && input.mode() == Mode.TRAINING
        && input.shape().count() > 0) {
      output = fetch(output, Quantity.R, Quantity.D);
    }
    if (!stepped) {
      session.backward();
    }
    return fetch(output, Quantity.DX, Quantity.DGAMMA, Quantity.DBETA);
  }

  private LayerOutput fetch(LayerOutput output, Quantity... quantities) {
    LayerOutput more = output;
    for (Quantity quantity : quantities) {
      more = more.with(quantity, session.get(quantity));
    }
    return more;
  }

  /** Releases what the layer holds on the device. */
  @Override
  public void close() {
    synchronized (session) {
      session.close();
    }
  }
}
