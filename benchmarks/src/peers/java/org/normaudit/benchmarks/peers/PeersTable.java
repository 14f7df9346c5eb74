package org.normaudit.benchmarks.peers;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.normaudit.benchmarks.Workload;
import org.normaudit.opencl.ComputeDevice;
import org.normaudit.opencl.MemoryFloor;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Shape;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.lab.bench.Rounds;

/**
 * Both passes of a training step of batch normalization in float32, by this project's kernels and
 * by every peer, with a copy on the device of the kernels. All take turns in one run.
 */
final class PeersTable {
  /**
   * Runs of one task in its turn: one for the threads to wake up, which is not timed, then these.
   */
  private static final int BURST = 4;

  /** Longer than the threads of any of the libraries wait actively for more work: some 200 ms. */
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(250);

  private final ComputeDevice device;
  private final List<Peer> peers;
  private final Rounds rounds;

  /**
   * @param device of this project's kernels
   * @param seconds for one shape, about
   */
  PeersTable(ComputeDevice device, List<Peer> peers, double seconds) {
    this.device = device;
    this.peers = peers;
    this.rounds = new Rounds(seconds, 3).inBursts(BURST, REST);
  }

  /** Something timed, and the bytes that it has to read and write at the least. */
  private record Entry(String pass, String name, Runnable task, long bytes) {}

  /** Measures one shape and prints its part of the table. */
  void print(Workload workload, PrintStream out) {
    LayerInput step = workload.step(LayerKind.BATCH_NORM);
    List<BenchmarkedStep> steps = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    try (MemoryFloor floor = MemoryFloor.open(device, step.dtype(), step.shape().size())) {
      long tensor = floor.bytes() / 2;
      entries.add(new Entry("copy", device.selector(), floor::copy, floor.bytes()));
      add(entries, tensor, steps, device.selector(), new DeviceStep(device, step));
      if (step.shape().inner() > 1) {
        LayerInput rows = Workload.step(step.layer(), channelsLast(step.shape()));
        add(entries, tensor, steps, device.selector() + ":nhwc", new DeviceStep(device, rows));
      }
      for (Peer peer : peers) {
        add(entries, tensor, steps, peer.name(), peer.load(step));
      }
      ReferenceLayer reference = new ReferenceLayer();
      entries.add(new Entry("both", "reference", () -> reference.run(step), 5 * tensor));
      List<Rounds.Timing> timings = rounds.time(entries.stream().map(Entry::task).toList());
      for (String pass : List.of("copy", "forward", "backward", "both")) {
        print(workload, pass, entries, timings, out);
      }
    } finally {
      steps.forEach(BenchmarkedStep::close);
    }
  }

  private static Shape channelsLast(Shape shape) {
    return new Shape(shape.count(), shape.channels(), 1);
  }

  private static void add(
      List<Entry> entries,
      long tensor,
      List<BenchmarkedStep> steps,
      String name,
      BenchmarkedStep loaded) {
    steps.add(loaded);
    entries.add(new Entry("forward", name, loaded::forward, 2 * tensor));
    if (loaded.hasBackward() && !loaded.isBackwardRepeatable()) {
      Runnable both =
          () -> {
            loaded.forward();
            loaded.backward();
          };
      entries.add(new Entry("both", name, both, 5 * tensor));
    }
    if (loaded.isBackwardRepeatable()) {
      entries.add(new Entry("backward", name, loaded::backward, 3 * tensor));
    }
  }

  private void print(
      Workload workload,
      String pass,
      List<Entry> entries,
      List<Rounds.Timing> timings,
      PrintStream out) {
    double copyRate = entries.get(0).bytes() / timings.get(0).median();
    double ours = ours(pass, entries, timings, Rounds.Timing::median);
    double oursLeast = ours(pass, entries, timings, Rounds.Timing::least);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (!entry.pass().equals(pass)) {
        continue;
      }
      Rounds.Timing timing = timings.get(i);
      double rate = entry.bytes() / timing.median();
      out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %.4f | %.4f | %.2f | %.0f %% | %.2f | %.2f |%n",
          workload,
          pass,
          entry.name(),
          timing.median() * 1e3,
          timing.least() * 1e3,
          rate / 1e9,
          rate / copyRate * 100,
          timing.median() / ours,
          timing.least() / oursLeast);
    }
    out.flush();
  }

  /** The time of this project's kernels for a pass, or for both; of the copy, its own. */
  private double ours(
      String pass,
      List<Entry> entries,
      List<Rounds.Timing> timings,
      ToDoubleFunction<Rounds.Timing> figure) {
    double sum = 0;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      boolean counts =
          entry.pass().equals(pass) || (pass.equals("both") && !entry.pass().equals("copy"));
      if (counts && entry.name().equals(device.selector())) {
        sum += figure.applyAsDouble(timings.get(i));
      }
    }
    return sum;
  }

  /** What runs, and the head of the table. */
  void printHead(PrintStream out) {
    out.printf("this project: %s%n", device);
    peers.forEach(peer -> out.printf("%s: %s%n", peer.name(), peer.version()));
    out.println();
    out.println(
        "| shape | pass | implementation | median ms | least ms | GB/s | of copy | median / ours"
            + " | least / ours |");
    out.println("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
  }
}
