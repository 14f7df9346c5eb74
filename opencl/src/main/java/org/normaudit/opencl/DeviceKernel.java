package org.normaudit.opencl;

import com.aparapi.Kernel;
import com.aparapi.Range;
import com.aparapi.device.Device;
import com.aparapi.exception.CompileFailedException;
import com.aparapi.internal.kernel.KernelManager;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/**
 * A kernel that runs on one device and nowhere else.
 *
 * <p>By default Aparapi runs a kernel that a device rejects as plain Java, and only logs that.
 * Three rules exclude it here. The kernel {@linkplain #prepare() compiles for its device} before it
 * first runs, and a failure is an exception. It allows no other device. And Aparapi clones a kernel
 * whenever it runs one in Java, so a kernel that belongs to an OpenCL device refuses to be cloned.
 *
 * <p>Buffers are explicit: an array goes to the device when it is {@code put} and comes back when
 * it is asked for. They belong to the instance, which must be {@linkplain #dispose() disposed} of.
 * An instance is not for use by several threads at a time.
 */
abstract class DeviceKernel extends Kernel {
  private final ComputeDevice device;
  private boolean launched;

  /** Arrays that were replaced, kept until the next launch as {@link #retire} says. */
  private final List<Object> retired = new ArrayList<>();

  DeviceKernel(ComputeDevice device) {
    AparapiLogging.silence();
    this.device = device;
    setExplicit(true);
  }

  /** Where it runs. */
  final ComputeDevice device() {
    return device;
  }

  /**
   * Compiles for the device.
   *
   * @throws DeviceException if the device does not take this kernel
   */
  final void prepare() {
    // One failure, of memory say, would bar the device to every later kernel of this class.
    LinkedHashSet<Device> all =
        new LinkedHashSet<>(
            KernelManager.instance().getDefaultPreferences().getPreferredDevices(null));
    KernelManager.instance().setPreferredDevices(this, all);
    if (!device.isOpenCl()) {
      return;
    }
    try {
      compile(device.handle());
    } catch (CompileFailedException e) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "%s does not compile for %s: %s",
              getClass().getSimpleName(),
              device.name(),
              reason(e)),
          e);
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  /**
   * Keeps an array that was replaced alive until the next launch: if a new array took its address,
   * Aparapi would keep the old buffer.
   */
  final void retire(Object array) {
    retired.add(array);
  }

  /**
   * Whether what the host has written must be put before a launch can read it, and what a launch
   * has written be fetched before the host can.
   *
   * <p>On a device that shares the host's memory, a put is a command without effect, and a fetch is
   * wrong. The driver works on the address of a Java array, and Aparapi makes a new buffer when a
   * launch finds that the garbage collector has moved the array since the last call. A fetch is
   * such a call, but makes no new buffer: it copies from where the array was to where it is, and
   * has the next launch write to where it was.
   */
  final boolean mustTransfer() {
    return !device.sharesMemory();
  }

  /**
   * Runs the kernel once over {@code global} work-items in groups of {@code local}, and waits.
   *
   * @param global a multiple of {@code local}
   * @throws DeviceException if it did not run on its device
   */
  final void launch(int global, int local) {
    launched = true;
    try {
      execute(Range.create(device.handle(), global, local));
    } catch (RuntimeException | AssertionError e) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "%s did not run on %s: %s",
              getClass().getSimpleName(),
              device.name(),
              reason(e)),
          e);
    } finally {
      retired.clear();
    }
    if (getTargetDevice() != device.handle()) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "%s did not run on %s: Aparapi gave the device up after an error of its driver",
              getClass().getSimpleName(),
              device.name()));
    }
  }

  /**
   * Releases buffers, program and context. A kernel that was never launched keeps what compiling
   * took: Aparapi's native code reads memory that it has not set when such a kernel is disposed of.
   */
  @Override
  public final synchronized void dispose() {
    if (launched) {
      super.dispose();
    }
  }

  @Override
  public final boolean isAllowDevice(Device candidate) {
    return candidate == device.handle();
  }

  @Override
  public final boolean isRunningCL() {
    return device.isOpenCl();
  }

  /**
   * A copy for a Java thread.
   *
   * @throws IllegalStateException if the kernel belongs to an OpenCL device
   */
  @Override
  @SuppressWarnings("MissingSuperCall") // Kernel.clone does not throw what Object.clone does.
  public Kernel clone() {
    if (device.isOpenCl()) {
      throw new IllegalStateException("Aparapi fell back to Java");
    }
    return super.clone();
  }
}
