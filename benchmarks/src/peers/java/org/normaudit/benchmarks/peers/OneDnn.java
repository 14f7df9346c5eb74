package org.normaudit.benchmarks.peers;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.Quantity;

/**
 * oneDNN's primitive. It keeps no running statistics: its caller does, so none are asked of it.
 *
 * @param layout how its tensors lie
 */
record OneDnn(Layout layout) implements Peer {

  /** The orders that its kernels are made for. */
  enum Layout {
    /** Plane after plane. */
    NCHW,
    /** Channels side by side. */
    NHWC,
    /**
     * Blocks of channels side by side, as many as a vector register holds: the order of its own
     * convolutions. Another block than the processor's falls back to its slow reference.
     */
    BLOCKED;

    memory.format_tag tag() {
      return switch (this) {
        case NCHW -> memory.format_tag.nchw;
        case NHWC -> memory.format_tag.nhwc;
        case BLOCKED -> isWide() ? memory.format_tag.nChw16c : memory.format_tag.nChw8c;
      };
    }

    // The numbers of its instruction sets are bit masks.
    private static boolean isWide() {
      int wide = dnnl.dnnl_cpu_isa_avx512_core;
      return (dnnl.dnnl_get_effective_cpu_isa() & wide) == wide;
    }
  }

  @Override
  public String name() {
    return "onednn:" + layout.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String version() {
    return "oneDNN %d.%d.%d, %s, %s threads"
        .formatted(
            dnnl.DNNL_VERSION_MAJOR,
            dnnl.DNNL_VERSION_MINOR,
            dnnl.DNNL_VERSION_PATCH,
            layout.tag(),
            openMp());
  }

  // oneDNN has no call that says it: it takes what OpenMP has.
  private static String openMp() {
    String wished = System.getenv("OMP_NUM_THREADS");
    return wished == null ? String.valueOf(Peer.threads()) : wished;
  }

  @Override
  public Set<Quantity> quantities() {
    return EnumSet.of(Quantity.Y, Quantity.DX, Quantity.DGAMMA, Quantity.DBETA);
  }

  @Override
  public BenchmarkedStep open(LayerInput step) {
    return new OneDnnStep(layout, step);
  }
}
