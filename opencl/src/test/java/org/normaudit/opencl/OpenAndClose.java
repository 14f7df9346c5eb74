package org.normaudit.opencl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Opens and closes sessions by the thousand and prints three numbers: the kilobytes that a session
 * holds while it is open, those that the process grew by in the second half of the rounds, and the
 * threads that it has then.
 */
final class OpenAndClose {
  private static final Shape SHAPE = new Shape(4, 8, 4);
  private static final int TOGETHER = 50;

  private OpenAndClose() {}

  public static void main(String[] args) throws IOException {
    ComputeDevice device = Devices.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    for (int i = 0; i < rounds / 2; i++) {
      used(device).close();
    }
    long half = residentKilobytes();
    for (int i = 0; i < rounds / 2; i++) {
      used(device).close();
    }
    long grown = residentKilobytes() - half;
    int threads = Thread.activeCount();

    long before = residentKilobytes();
    List<DeviceSession> open = new ArrayList<>();
    for (int i = 0; i < TOGETHER; i++) {
      open.add(used(device));
    }
    long held = (residentKilobytes() - before) / TOGETHER;
    open.forEach(DeviceSession::close);
    System.out.printf("%d %d %d%n", held, grown, threads);
  }

  private static DeviceSession used(ComputeDevice device) {
    DeviceSession session = DeviceSession.open(device, Dtype.FLOAT32);
    session.configure(LayerKind.BATCH_NORM, SHAPE, 1e-3);
    session.put(Input.X, new double[SHAPE.size()]);
    session.put(Input.DY, new double[SHAPE.size()]);
    session.forward(Mode.TRAINING, UpdateRule.rate(0.5), Clip.NONE);
    session.backward();
    session.get(Quantity.DX);
    return session;
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("no VmRSS in /proc/self/status");
  }
}
