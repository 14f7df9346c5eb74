package org.normaudit.opencl;

import com.aparapi.device.Device;
import com.aparapi.device.JavaDevice;
import com.aparapi.device.OpenCLDevice;
import java.util.List;
import java.util.Locale;
import org.normaudit.reference.Dtype;

/**
 * Something that runs kernels: an OpenCL device, or Aparapi's pool of Java threads.
 *
 * @param index its place in {@link Devices#list()}; −1 for the thread pool
 * @param name what its driver calls it; {@value Devices#JTP} for the thread pool
 * @param vendor who made its platform
 * @param driver the platform and its version
 * @param kind processor, graphics processor, accelerator or Java threads
 * @param hasFloat64 whether it computes in float64
 * @param sharesMemory whether its kernels read and write Java's arrays themselves, as was seen
 * @param globalMemory bytes of all buffers together
 * @param localMemory bytes that a work-group shares
 * @param largestBuffer bytes of one buffer
 * @param largestGroup work-items of a work-group
 * @param computeUnits work-groups that run at a time
 * @param handle what Aparapi knows it by
 */
public record ComputeDevice(
    int index,
    String name,
    String vendor,
    String driver,
    Kind kind,
    boolean hasFloat64,
    boolean sharesMemory,
    long globalMemory,
    long localMemory,
    long largestBuffer,
    int largestGroup,
    int computeUnits,
    Device handle) {

  /** The formats that there are kernels for; a device may lack the second. */
  public static final List<Dtype> FORMATS = KernelFormat.dtypes();

  /** What sort of device. */
  public enum Kind {
    /** A processor with caches: few work-items with long loops. */
    CPU,
    /** A graphics processor: many work-items side by side. */
    GPU,
    /** Any other OpenCL device. */
    ACCELERATOR,
    /** Aparapi's pool of Java threads: no OpenCL at all. */
    JAVA_THREADS
  }

  /** Whether kernels run there through OpenCL. */
  public boolean isOpenCl() {
    return handle instanceof OpenCLDevice;
  }

  /** Whether kernels are to be split for cores with caches, not for wide work-groups. */
  boolean hasFewWideCores() {
    return kind == Kind.CPU || kind == Kind.JAVA_THREADS;
  }

  /** Whether the device computes in {@code dtype}. */
  public boolean supports(Dtype dtype) {
    return FORMATS.contains(dtype) && (dtype != Dtype.FLOAT64 || hasFloat64);
  }

  /**
   * Checks that the device computes in {@code dtype}.
   *
   * @throws DeviceException if it does not
   */
  public void require(Dtype dtype) {
    if (KernelFormat.of(dtype) == KernelFormat.DOUBLE && !hasFloat64) {
      throw new DeviceException(
          String.format(Locale.ROOT, "%s has no float64: its driver lacks cl_khr_fp64", name));
    }
  }

  /** What the device promises of its arithmetic in {@code dtype}. */
  public NumericalPromise promise(Dtype dtype) {
    require(dtype);
    return isOpenCl() ? KernelFormat.of(dtype).openCl() : NumericalPromise.JAVA;
  }

  /** The name that the command line takes: {@code opencl:INDEX}, or {@code jtp}. */
  public String selector() {
    return isOpenCl() ? "opencl:" + index : Devices.JTP;
  }

  static ComputeDevice javaThreads() {
    Runtime runtime = Runtime.getRuntime();
    int threads = runtime.availableProcessors();
    return new ComputeDevice(
        -1,
        Devices.JTP,
        System.getProperty("java.vendor"),
        "Java " + Runtime.version(),
        Kind.JAVA_THREADS,
        true,
        true,
        runtime.maxMemory(),
        runtime.maxMemory(),
        Integer.MAX_VALUE,
        threads,
        threads,
        JavaDevice.THREAD_POOL);
  }

  static ComputeDevice openCl(
      int index, OpenCLDevice device, boolean hasFloat64, boolean sharesMemory) {
    return new ComputeDevice(
        index,
        device.getName().strip(),
        device.getOpenCLPlatform().getVendor().strip(),
        device.getOpenCLPlatform().getVersion().strip(),
        kindOf(device),
        hasFloat64,
        sharesMemory,
        device.getGlobalMemSize(),
        device.getLocalMemSize(),
        device.getMaxMemAllocSize(),
        device.getMaxWorkGroupSize(),
        device.getMaxComputeUnits(),
        device);
  }

  private static Kind kindOf(OpenCLDevice device) {
    return switch (device.getType()) {
      case CPU -> Kind.CPU;
      case GPU -> Kind.GPU;
      default -> Kind.ACCELERATOR;
    };
  }

  @Override
  public String toString() {
    return isOpenCl()
        ? String.format(Locale.ROOT, "%s (%s)", name, driver)
        : String.format(Locale.ROOT, "jtp (%s)", driver);
  }
}
