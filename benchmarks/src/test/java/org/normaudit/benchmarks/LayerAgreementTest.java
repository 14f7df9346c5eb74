package org.normaudit.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.normaudit.opencl.ComputeDevice;
import org.normaudit.opencl.DeviceSession;
import org.normaudit.opencl.Devices;
import org.normaudit.opencl.MemoryFloor;
import org.normaudit.reference.Convention;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.LayerKind;
import org.normaudit.reference.LayerOutput;
import org.normaudit.reference.Quantity;
import org.normaudit.reference.Shape;
import org.normaudit.reference.layer.ClassicalView;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Step;
import org.normaudit.reference.scalar.ReferenceLayer;
import org.normaudit.verification.core.bound.Bounds;
import org.normaudit.verification.core.bound.ErrorModel;

/** The device layers give what the scalar layers give, at the shapes and on the data timed. */
class LayerAgreementTest {
  /** Of the largest shape, so that a test stays short; its planes are whole. */
  private static final int IMAGES = 2;

  private static final ErrorModel SCALAR =
      ErrorModel.ieee(Dtype.FLOAT32).withCompute(Dtype.FLOAT64);

  static Stream<Arguments> steps() {
    List<Arguments> steps = new ArrayList<>();
    for (LayerKind layer : List.of(LayerKind.BATCH_NORM, LayerKind.BATCH_RENORM)) {
      Shape large = Workload.N32_C64_H56_W56.shape();
      steps.add(arguments(layer, new Shape(IMAGES, large.channels(), large.inner())));
      steps.add(arguments(layer, Workload.N4_C256_H14_W14.shape()));
      steps.add(arguments(layer, Workload.N256_C512_H1_W1.shape()));
    }
    return steps.stream();
  }

  private static List<ComputeDevice> devices() {
    List<ComputeDevice> devices = new ArrayList<>(Devices.list());
    devices.add(Devices.jtp());
    return devices;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("steps")
  void devicesAgreeWithTheScalarLayer(LayerKind layer, Shape shape) {
    LayerInput step = Workload.step(layer, shape);
    LayerOutput expected = new ReferenceLayer().run(step);
    Convention paper = Convention.paper(step.layer());
    Step roles = ClassicalView.step(step);
    Bounds scalar = Bounds.of(roles, paper, SCALAR);
    Bounds kernels = Bounds.of(roles, paper, ErrorModel.openCl(Dtype.FLOAT32));
    for (ComputeDevice device : devices()) {
      try (DeviceSession session = DeviceSession.open(device, Dtype.FLOAT32)) {
        DeviceLayerBenchmark.load(session, step);
        EnumSet<Quantity> forward =
            EnumSet.of(Quantity.Y, Quantity.RUNNING_MEAN, Quantity.RUNNING_SPREAD);
        if (step.layer() == LayerKind.BATCH_RENORM) {
          forward.addAll(EnumSet.of(Quantity.R, Quantity.D));
        }
        session.forward(step.mode(), step.rule(), step.clip());
        forward.forEach(q -> assertAgrees(device, q, expected, session, scalar, kernels));
        session.backward();
        EnumSet.of(Quantity.DX, Quantity.DGAMMA, Quantity.DBETA)
            .forEach(q -> assertAgrees(device, q, expected, session, scalar, kernels));
      }
    }
  }

  private static void assertAgrees(
      ComputeDevice device,
      Quantity quantity,
      LayerOutput expected,
      DeviceSession session,
      Bounds scalar,
      Bounds kernels) {
    Role role = ClassicalView.role(quantity);
    double[] reference = expected.get(quantity);
    double[] actual = session.get(quantity);
    assertEquals(reference.length, actual.length);
    for (int i = 0; i < actual.length; i++) {
      double allowed = scalar.get(role)[i] + kernels.get(role)[i];
      double error = Math.abs(actual[i] - reference[i]);
      if (!(error <= allowed) || allowed == Double.POSITIVE_INFINITY) {
        assertEquals(
            reference[i],
            actual[i],
            allowed,
            "%s %d on %s".formatted(quantity.label(), i, device.name()));
        assertTrue(Double.isFinite(allowed), "no allowance for " + quantity.label());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFloorCopies(Workload workload) {
    for (ComputeDevice device : devices()) {
      try (MemoryFloor floor = MemoryFloor.open(device, Dtype.FLOAT32, workload.shape().size())) {
        floor.copy();
        assertTrue(floor.isCopied(), () -> "no copy on " + device.name());
      }
    }
  }
}
