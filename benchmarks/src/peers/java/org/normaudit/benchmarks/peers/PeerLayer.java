package org.normaudit.benchmarks.peers;

import org.normaudit.reference.Capabilities;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.NormalizationLayer;

/** A peer as a layer: what is audited is what is timed. */
record PeerLayer(Peer peer) implements NormalizationLayer {
  @Override
  public Capabilities capabilities() {
    return peer.capabilities();
  }

  @Override
  public LayerOutput run(LayerInput step) {
    try (BenchmarkedStep loaded = peer.load(step)) {
      return loaded.results();
    }
  }
}
