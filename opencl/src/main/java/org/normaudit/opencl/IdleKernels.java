package org.normaudit.opencl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.normaudit.reference.Dtype;

/**
 * Java kernels that no session uses at the moment. Each has a pool of threads of its own, which
 * nothing shuts down, so sessions reuse the kernels of closed sessions. Of each kind there are at
 * most as many as were in use at one time.
 */
final class IdleKernels {
  private record Key(Dtype dtype, Plan.Mapping mapping) {}

  private static final Map<Key, Deque<LayerKernel>> IDLE = new HashMap<>();

  private IdleKernels() {}

  /** A kernel for the thread pool, used before or new. */
  static synchronized LayerKernel take(Dtype dtype, Plan.Mapping mapping, ComputeDevice device) {
    LayerKernel idle =
        IDLE.computeIfAbsent(new Key(dtype, mapping), k -> new ArrayDeque<>()).poll();
    return idle != null ? idle : LayerKernel.of(device, dtype, mapping);
  }

  static synchronized void giveBack(Dtype dtype, Plan.Mapping mapping, LayerKernel kernel) {
    kernel.shrink();
    IDLE.computeIfAbsent(new Key(dtype, mapping), k -> new ArrayDeque<>()).push(kernel);
  }
}
