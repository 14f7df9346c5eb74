package org.normaudit.verification.lab.bench;

import org.normaudit.opencl.ComputeDevice;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.Layer;

/**
 * The medians of one pass of one layer at one shape. The passes, the copy and the empty launch took
 * turns in one run, so other load on the machine falls on all alike and their ratios hold.
 *
 * @param device what it ran on
 * @param pass {@code forward} or {@code backward}, in training
 * @param seconds of the pass, with all data on the device
 * @param withTransfers of the pass, its input sent and its large output fetched, which is nothing
 *     more on a device that shares the host's memory
 * @param copySeconds of a copy of one tensor of that shape, resident too, with the layers' stores
 * @param plainCopySeconds of a copy whose stores do not pass the caches by
 * @param launchSeconds of an empty launch
 * @param bytes that the pass has to read and write at the least: x and y, or x, dy and dx
 * @param copyBytes that the copy reads and writes
 * @param rounds how often everything was measured
 */
public record BenchRow(
    ComputeDevice device,
    Dtype dtype,
    Layer layer,
    Shape shape,
    String pass,
    double seconds,
    double withTransfers,
    double copySeconds,
    double plainCopySeconds,
    double launchSeconds,
    long bytes,
    long copyBytes,
    int rounds) {

  /** Bytes a second over 1e9, of the least traffic. */
  public double gigabytesPerSecond() {
    return bytes / seconds / 1e9;
  }

  /** The pass's bandwidth as a share of the copy's: 1 is the speed of a copy. */
  public double shareOfCopy() {
    return (bytes / seconds) / (copyBytes / copySeconds);
  }

  /** How many empty launches the pass takes longer than the copy's speed would let it. */
  public double launchesOverFloor() {
    double floor = copySeconds * bytes / copyBytes;
    return (seconds - floor) / launchSeconds;
  }
}
