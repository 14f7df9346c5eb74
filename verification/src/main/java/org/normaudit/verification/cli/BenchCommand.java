package org.normaudit.verification.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.normaudit.opencl.ComputeDevice;
import org.normaudit.opencl.DeviceException;
import org.normaudit.opencl.Devices;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;
import org.normaudit.verification.cli.report.Environment;
import org.normaudit.verification.cli.report.ReportFile;
import org.normaudit.verification.lab.bench.BenchRow;
import org.normaudit.verification.lab.bench.DeviceBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The throughput of the kernels, beside a copy measured in the same run. */
@Command(
    name = "bench",
    description = {"Times the kernels on a device, beside a copy measured in the same run."},
    footer = {"", "Example:", "  normaudit bench --device opencl:0 --json bench.json"})
final class BenchCommand implements Callable<Integer> {
  /**
   * A large map, the same with its channels side by side, a small map, and one value a channel and
   * sample: 25.7, 25.7, 0.8 and 0.5 MB in float32.
   */
  private static final List<Shape> SHAPES =
      List.of(
          new Shape(32, 64, 3136),
          new Shape(32 * 3136, 64, 1),
          new Shape(4, 256, 196),
          new Shape(256, 512, 1));

  private static final List<Integer> SCALE =
      List.of(1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000);

  @Spec private CommandSpec spec;

  @Option(
      names = "--device",
      paramLabel = "D",
      description = "opencl:INDEX, a part of a name, or jtp; every OpenCL device by default.")
  private String device;

  @Option(names = "--dtype", paramLabel = "f32|f64", description = "The format (default f32).")
  private String dtype = "f32";

  @Option(
      names = "--scale",
      description = "Sizes from 1e3 to 1e8 elements in 64 channels, in place of the four shapes.")
  private boolean scale;

  @Option(names = "--json", paramLabel = "F", description = "Writes the figures as JSON.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    if (json != null) {
      ReportFile.requireWritable(json);
    }
    Dtype format = Dtype.of(dtype);
    List<BenchRow> rows = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    for (ComputeDevice each : devices(format)) {
      bench(out, each, format, rows);
    }
    if (json != null) {
      ReportFile.write(json, stream -> write(rows, stream));
    }
    return 0;
  }

  private List<ComputeDevice> devices(Dtype format) {
    try {
      List<ComputeDevice> chosen = new ArrayList<>();
      if (device != null) {
        chosen.add(Devices.of(device.startsWith("opencl:") ? device.substring(7) : device));
      } else if (Devices.list().isEmpty()) {
        spec.commandLine()
            .getErr()
            .println("normaudit: no OpenCL device was found: Java's threads are timed instead");
        chosen.add(Devices.jtp());
      } else {
        chosen.addAll(Devices.list());
      }
      chosen.forEach(each -> each.require(format));
      return chosen;
    } catch (DeviceException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private void bench(PrintWriter out, ComputeDevice each, Dtype format, List<BenchRow> rows) {
    out.printf(
        Locale.ROOT, "%s  %s, %s, training, medians of one run%n", each.selector(), each, dtype);
    out.printf(
        Locale.ROOT,
        "  %-12s %-14s %-9s %10s %8s %8s %12s %12s%n",
        "layer",
        "shape",
        "pass",
        "ms",
        "GB/s",
        "of copy",
        "+transfers",
        "launches off");
    for (Shape shape : scale ? scaled() : SHAPES) {
      List<BenchRow> measured;
      try {
        measured = new DeviceBench(each, format, 4, 7).run(shape);
      } catch (DeviceException | OutOfMemoryError e) {
        out.printf(Locale.ROOT, "  %-12s %-14s not run: %s%n", "both", shape, e.getMessage());
        continue;
      }
      for (BenchRow row : measured) {
        out.printf(
            Locale.ROOT,
            "  %-12s %-14s %-9s %10.4f %8.2f %7.0f%% %9.4f ms %12.1f%n",
            row.layer().label(),
            shape,
            row.pass(),
            row.seconds() * 1e3,
            row.gigabytesPerSecond(),
            row.shareOfCopy() * 100,
            row.withTransfers() * 1e3,
            row.launchesOverFloor());
      }
      BenchRow any = measured.get(0);
      out.printf(
          Locale.ROOT,
          "  %-12s %-14s %-9s %10.4f %8.2f %7.0f%%   plain stores: %.4f ms%n",
          "copy",
          shape,
          "-",
          any.copySeconds() * 1e3,
          any.copyBytes() / any.copySeconds() / 1e9,
          100.0,
          any.plainCopySeconds() * 1e3);
      rows.addAll(measured);
      out.flush();
    }
    if (!rows.isEmpty()) {
      BenchRow last = rows.get(rows.size() - 1);
      out.printf(Locale.ROOT, "  an empty launch: %.4f ms%n", last.launchSeconds() * 1e3);
      if (each.sharesMemory()) {
        out.println("  it works on the host's own arrays: there are no transfers");
      }
    }
    out.flush();
  }

  private static List<Shape> scaled() {
    return SCALE.stream().map(n -> new Shape(4, 64, Math.max(1, n / 256))).toList();
  }

  private static void write(List<BenchRow> rows, OutputStream stream) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(stream, JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeStringField("schema", "normaudit-bench/1");
      Environment environment = Environment.current();
      out.writeStringField("java", environment.java());
      out.writeStringField("system", environment.system());
      out.writeArrayFieldStart("rows");
      for (BenchRow row : rows) {
        out.writeStartObject();
        out.writeStringField("device", row.device().selector());
        out.writeBooleanField("shares_memory", row.device().sharesMemory());
        out.writeStringField("dtype", row.dtype().label());
        out.writeStringField("layer", row.layer().label());
        out.writeStringField("shape", row.shape().toString());
        out.writeStringField("pass", row.pass());
        out.writeNumberField("seconds", row.seconds());
        out.writeNumberField("seconds_with_transfers", row.withTransfers());
        out.writeNumberField("copy_seconds", row.copySeconds());
        out.writeNumberField("plain_copy_seconds", row.plainCopySeconds());
        out.writeNumberField("launch_seconds", row.launchSeconds());
        out.writeNumberField("gigabytes_per_second", row.gigabytesPerSecond());
        out.writeNumberField("share_of_copy", row.shareOfCopy());
        out.writeNumberField("launches_over_floor", row.launchesOverFloor());
        out.writeNumberField("rounds", row.rounds());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }
}
