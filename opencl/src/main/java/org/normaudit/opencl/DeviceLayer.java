package org.normaudit.opencl;

import java.util.Arrays;
import org.normaudit.reference.Clip;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.Mode;
import org.normaudit.reference.RunningStatistics;
import org.normaudit.reference.Shape;
import org.normaudit.reference.UpdateRule;

/**
 * One layer of one shape, which is not empty, on a kernel: which launches make a pass, and what is
 * fetched between them.
 */
final class DeviceLayer {
  private final LayerKernel kernel;
  private final Shape shape;
  private final Plan plan;
  private boolean wentForward;

  /** Takes the kernel over, with γ = 1 and β = 0; {@link #writeState} is still to come. */
  DeviceLayer(LayerKernel kernel, Plan plan, LayerKind layer, Shape shape, double epsilon) {
    this.kernel = kernel;
    this.plan = plan;
    this.shape = shape;
    kernel.cut(shape, plan);
    change(layer);
    kernel.setConstants(epsilon, 1.0 / shape.count());
    double[] affine = new double[2 * shape.channels()];
    Arrays.fill(affine, 0, shape.channels(), 1);
    write(LayerKernel.Buffer.AFFINE, 0, affine);
  }

  /** Makes another layer of this one; {@link #writeState} is still to come. */
  void change(LayerKind layer) {
    kernel.renorm = layer == LayerKind.BATCH_RENORM ? 1 : 0;
    wentForward = false;
  }

  /** Makes room for the backward pass. */
  void makeRoomForGradients() {
    kernel.fit(LayerKernel.Buffer.DY, shape.size());
    kernel.fit(LayerKernel.Buffer.DX, shape.size());
  }

  void write(LayerKernel.Buffer buffer, int offset, double[] values) {
    kernel.write(buffer, offset, values);
    kernel.send(buffer);
  }

  /** Sends a buffer once more. */
  void resend(LayerKernel.Buffer buffer) {
    kernel.send(buffer);
  }

  /** Brings a buffer to the host. */
  void fetch(LayerKernel.Buffer buffer) {
    kernel.fetch(buffer);
  }

  double[] read(LayerKernel.Buffer buffer, int offset, int length) {
    kernel.fetch(buffer);
    return kernel.read(buffer, offset, length);
  }

  void writeState(RunningStatistics state) {
    kernel.before = 0;
    kernel.after = 2 * shape.channels();
    kernel.write(LayerKernel.Buffer.STATE, 0, state.mean());
    write(LayerKernel.Buffer.STATE, shape.channels(), state.spread());
  }

  /** The running statistics, after so many updates. */
  RunningStatistics readState(long updates) {
    if (wentForward) {
      kernel.fetch(LayerKernel.Buffer.STATE);
    }
    int c = shape.channels();
    return new RunningStatistics(
        kernel.read(LayerKernel.Buffer.STATE, kernel.before, c),
        kernel.read(LayerKernel.Buffer.STATE, kernel.before + c, c),
        updates);
  }

  /**
   * The forward pass, after so many updates.
   *
   * @throws IllegalArgumentException if Bessel's correction meets one value a channel
   */
  void forward(Mode mode, UpdateRule rule, Clip clip, long updates) {
    prepare(mode, rule, clip, updates);
    kernel.forward = 1;
    kernel.backward = 0;
    launch(mode == Mode.TRAINING);
    wentForward(mode);
  }

  /** Whether {@link #step} is for this cut: no piece of the work needs another one's sums. */
  boolean isInOneLaunch() {
    return plan.slices() == 1 && plan.mapping() != Plan.Mapping.GROUPS;
  }

  /** The forward pass and the backward pass, in one launch. */
  void step(Mode mode, UpdateRule rule, Clip clip, long updates) {
    prepare(mode, rule, clip, updates);
    kernel.forward = 1;
    kernel.backward = 1;
    launch(true);
    wentForward(mode);
  }

  private void prepare(Mode mode, UpdateRule rule, Clip clip, long updates) {
    boolean training = mode == Mode.TRAINING;
    kernel.training = training ? 1 : 0;
    if (training) {
      setRule(rule, clip, updates);
    }
  }

  private void wentForward(Mode mode) {
    if (mode == Mode.TRAINING) {
      int written = kernel.after;
      kernel.after = kernel.before;
      kernel.before = written;
    }
    wentForward = true;
  }

  private void setRule(UpdateRule rule, Clip clip, long updates) {
    int m = shape.count();
    boolean bessel =
        rule.correction() == UpdateRule.Correction.BESSEL
            && rule.sense() != UpdateRule.Sense.FROZEN;
    if (bessel) {
      rule.correction().requireCount(m);
    }
    kernel.rule =
        switch (rule.sense()) {
          case FROZEN -> LayerKernel.FROZEN;
          case UPDATE_WEIGHT, CUMULATIVE, DEBIASED -> LayerKernel.TAKE;
          case DECAY -> LayerKernel.KEEP;
        };
    kernel.setRule(
        rule.rateAt(updates),
        rule.momentum(),
        bessel ? m / (m - 1.0) : 1,
        clip.rMax(),
        clip.dMax());
  }

  /** The backward pass of the last forward pass. */
  void backward() {
    kernel.forward = 0;
    kernel.backward = 1;
    launch(true);
  }

  /** Runs a pass: in one launch where no slice needs another one's sums. */
  private void launch(boolean sums) {
    boolean together = plan.slices() == 1;
    if (sums) {
      launch(true, together);
    }
    if (!sums || !together) {
      launch(false, true);
    }
  }

  private void launch(boolean reduce, boolean apply) {
    kernel.reduce = reduce ? 1 : 0;
    kernel.apply = apply ? 1 : 0;
    kernel.launch(plan.global(), plan.local());
    // Later launches read these: were their arrays moved, what those hold would be sent again.
    if (!apply) {
      kernel.fetch(LayerKernel.Buffer.PARTIAL);
    } else if (kernel.forward == 1) {
      kernel.fetch(LayerKernel.Buffer.SAVED);
      kernel.fetch(LayerKernel.Buffer.STATE);
    }
  }
}
