package org.normaudit.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The libraries of this profile. */
public final class Peers {
  static {
    Natives.unpackBesideTheClasses();
  }

  private Peers() {}

  /** All of them, the quickest to start first. */
  public static List<Peer> all() {
    List<Peer> peers = new ArrayList<>();
    for (OneDnn.Layout layout : OneDnn.Layout.values()) {
      peers.add(new OneDnn(layout));
    }
    peers.add(new PyTorch(false));
    peers.add(new PyTorch(true));
    peers.add(new OnnxRuntime());
    for (TensorFlowPeer.Layout layout : TensorFlowPeer.Layout.values()) {
      peers.add(new TensorFlowPeer(layout));
    }
    peers.add(new Dl4j());
    return peers;
  }

  /**
   * The peers of a name: {@code onednn:nhwc} is one, {@code onednn} are all of that library, {@code
   * all} is every one.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static List<Peer> named(String name) {
    List<Peer> named =
        all().stream()
            .filter(
                peer ->
                    name.equals("all")
                        || peer.name().equals(name)
                        || peer.name().startsWith(name + ":"))
            .toList();
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown peer '%s': all or one of %s"
              .formatted(name, all().stream().map(Peer::name).collect(Collectors.joining(", "))));
    }
    return named;
  }
}
