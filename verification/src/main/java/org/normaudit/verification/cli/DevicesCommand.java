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
import org.normaudit.opencl.Devices;
import org.normaudit.opencl.NumericalPromise;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.cli.report.ReportFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What devices there are, and what each promises of its arithmetic. */
@Command(
    name = "devices",
    description = "Lists the devices that kernels can run on, and what each promises.",
    footer = {"", "Example:", "  normaudit devices --json devices.json"})
final class DevicesCommand implements Callable<Integer> {
  private static final double MEBI = 1 << 20;

  @Spec private CommandSpec spec;

  @Option(names = "--json", paramLabel = "F", description = "Writes the list as JSON.")
  private Path json;

  @Override
  public Integer call() throws IOException {
    if (json != null) {
      ReportFile.requireWritable(json);
    }
    List<ComputeDevice> devices = new ArrayList<>(Devices.list());
    PrintWriter out = spec.commandLine().getOut();
    if (devices.isEmpty()) {
      out.println("No OpenCL device was found; kernels can run in Java's threads only.");
    }
    devices.add(Devices.jtp());
    for (ComputeDevice device : devices) {
      print(out, device);
    }
    out.flush();
    if (json != null) {
      ReportFile.write(json, stream -> write(devices, stream));
    }
    return 0;
  }

  private static void print(PrintWriter out, ComputeDevice device) {
    out.printf(Locale.ROOT, "%s  %s%n", device.selector(), device.name());
    out.printf(Locale.ROOT, "  %s, %s, %s%n", device.kind(), device.vendor(), device.driver());
    out.printf(
        Locale.ROOT,
        "  %.0f MiB in all, %.0f MiB a buffer, %.0f KiB shared by a work-group of at most %d, %d"
            + " compute units%n",
        device.globalMemory() / MEBI,
        device.largestBuffer() / MEBI,
        device.localMemory() / 1024.0,
        device.largestGroup(),
        device.computeUnits());
    for (Dtype dtype : ComputeDevice.FORMATS) {
      if (!device.supports(dtype)) {
        out.printf(Locale.ROOT, "  %s: none%n", dtype.label());
        continue;
      }
      NumericalPromise promise = device.promise(dtype);
      out.printf(
          Locale.ROOT,
          "  %s: division within %.1f ulp, square root within %.1f ulp, a*b+c %s, subnormals %s%n",
          dtype.label(),
          promise.divisionUlp(),
          promise.rootUlp(),
          promise.contracts() ? "may be rounded once" : "is rounded twice",
          promise.flushesSubnormals() ? "may become 0" : "are kept");
    }
  }

  private static void write(List<ComputeDevice> devices, OutputStream stream) throws IOException {
    try (JsonGenerator out = new JsonFactory().createGenerator(stream, JsonEncoding.UTF8)) {
      out.useDefaultPrettyPrinter();
      out.writeStartObject();
      out.writeStringField("schema", "normaudit-devices/1");
      out.writeArrayFieldStart("devices");
      for (ComputeDevice device : devices) {
        out.writeStartObject();
        out.writeStringField("subject", device.selector());
        out.writeStringField("name", device.name());
        out.writeStringField("vendor", device.vendor());
        out.writeStringField("driver", device.driver());
        out.writeStringField("kind", device.kind().name());
        out.writeNumberField("global_memory", device.globalMemory());
        out.writeNumberField("largest_buffer", device.largestBuffer());
        out.writeNumberField("local_memory", device.localMemory());
        out.writeNumberField("largest_work_group", device.largestGroup());
        out.writeNumberField("compute_units", device.computeUnits());
        promises(out, device);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
  }

  private static void promises(JsonGenerator out, ComputeDevice device) throws IOException {
    out.writeObjectFieldStart("promises");
    for (Dtype dtype : ComputeDevice.FORMATS) {
      if (!device.supports(dtype)) {
        continue;
      }
      NumericalPromise promise = device.promise(dtype);
      out.writeObjectFieldStart(dtype.label());
      out.writeNumberField("division_ulp", promise.divisionUlp());
      out.writeNumberField("square_root_ulp", promise.rootUlp());
      out.writeBooleanField("contracts", promise.contracts());
      out.writeBooleanField("flushes_subnormals", promise.flushesSubnormals());
      out.writeEndObject();
    }
    out.writeEndObject();
  }
}
