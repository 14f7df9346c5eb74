package org.normaudit.opencl;

import com.aparapi.device.Device;
import com.aparapi.device.OpenCLDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The devices of this machine. */
public final class Devices {
  /** The name of Aparapi's pool of Java threads, which every machine has. */
  public static final String JTP = "jtp";

  private Devices() {}

  /** All OpenCL devices, in the order of their indices; none where no OpenCL is installed. */
  public static List<ComputeDevice> list() {
    return Found.DEVICES;
  }

  /** Aparapi's pool of Java threads. */
  public static ComputeDevice jtp() {
    AparapiLogging.silence();
    return ComputeDevice.javaThreads();
  }

  /**
   * The device that {@code selector} names.
   *
   * @param selector {@value #JTP}, an index of {@link #list()}, or a part of a name, in any case
   * @throws DeviceException if it names none or several; the message lists all devices
   */
  public static ComputeDevice of(String selector) {
    if (selector.equalsIgnoreCase(JTP)) {
      return jtp();
    }
    List<ComputeDevice> matches =
        list().stream().filter(device -> isMeant(device, selector)).toList();
    if (matches.size() == 1) {
      return matches.get(0);
    }
    if (list().isEmpty()) {
      throw new DeviceException(
          String.format(
              Locale.ROOT, "no OpenCL device '%s': this machine has none, only %s", selector, JTP));
    }
    throw new DeviceException(
        String.format(
            Locale.ROOT,
            "%s OpenCL device '%s': this machine has %s, and %s",
            matches.isEmpty() ? "no" : "more than one",
            selector,
            names(),
            JTP));
  }

  private static boolean isMeant(ComputeDevice device, String selector) {
    if (selector.matches("[0-9]+")) {
      return selector.equals(Integer.toString(device.index()));
    }
    return !selector.isBlank()
        && device.name().toLowerCase(Locale.ROOT).contains(selector.toLowerCase(Locale.ROOT));
  }

  private static String names() {
    return list().stream()
        .map(device -> device.index() + " = " + device.name())
        .collect(Collectors.joining(", "));
  }

  /** Found once: asking the drivers again costs time and gives the same answer. */
  private static final class Found {
    static final List<ComputeDevice> DEVICES = find();

    private static List<ComputeDevice> find() {
      AparapiLogging.silence();
      List<ComputeDevice> found = new ArrayList<>();
      for (OpenCLDevice device : OpenCLDevice.listDevices(null)) {
        int index = found.size();
        // A graphics processor's own memory is no view of Java's heap.
        device.setSharedMemory(device.getType() == Device.TYPE.CPU);
        ComputeDevice untried = ComputeDevice.openCl(index, device, false, false);
        found.add(
            ComputeDevice.openCl(
                index, device, Float64Probe.succeedsOn(untried), SharingProbe.succeedsOn(untried)));
      }
      return List.copyOf(found);
    }
  }
}
