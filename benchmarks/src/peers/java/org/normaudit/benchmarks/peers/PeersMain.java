package org.normaudit.benchmarks.peers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.normaudit.benchmarks.Workload;
import org.normaudit.opencl.ComputeDevice;
import org.normaudit.opencl.Devices;
import org.normaudit.verification.cli.Normaudit;

/**
 * The program of the profile. {@code table [PEER…]} times the peers beside this project's kernels;
 * {@code audit [OPTION…]} audits every peer; anything else is given to {@code normaudit}.
 */
public final class PeersMain {
  /** For one shape, about: most of it is rest. */
  private static final double SECONDS = 60;

  private PeersMain() {}

  /** Runs one of them; ends the JVM with an exit code as {@code normaudit} has them. */
  public static void main(String[] args) {
    String command = args.length == 0 ? "table" : args[0];
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    if (command.equals("table")) {
      System.exit(table(rest));
    } else if (command.equals("audit") && !rest.contains("--subject")) {
      Normaudit.main(
          Stream.concat(Stream.of("audit", "--subject", "peer:all"), rest.stream())
              .toArray(String[]::new));
    } else {
      Normaudit.main(args);
    }
  }

  private static int table(List<String> names) {
    List<Peer> peers;
    try {
      peers =
          names.isEmpty()
              ? Peers.all()
              : names.stream().flatMap(name -> Peers.named(name).stream()).toList();
    } catch (IllegalArgumentException e) {
      System.err.println("peers: " + e.getMessage());
      return 2;
    }
    ComputeDevice device = Devices.list().isEmpty() ? Devices.jtp() : Devices.list().get(0);
    PeersTable table = new PeersTable(device, peers, SECONDS);
    table.printHead(System.out);
    for (Workload workload : Workload.values()) {
      table.print(workload, System.out);
    }
    return 0;
  }
}
