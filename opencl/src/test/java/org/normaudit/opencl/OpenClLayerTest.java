package org.normaudit.opencl;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.NormalizationLayer;
import org.normaudit.reference.Shape;
import org.normaudit.reference.contract.NormalizationLayerContract;
import org.normaudit.reference.contract.Precision;

/** The contract of the layers, on devices of both sorts and with every cut of the work. */
class OpenClLayerTest {

  @Nested
  class Float32OnOpenCl extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(TestDevices.firstWith(Dtype.FLOAT32), Dtype.FLOAT32);
    }
  }

  @Nested
  class Float64OnOpenCl extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(TestDevices.firstWith(Dtype.FLOAT64), Dtype.FLOAT64);
    }
  }

  @Nested
  class Float32InSlices extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(
          TestDevices.firstWith(Dtype.FLOAT32), Dtype.FLOAT32, OpenClLayerTest::slices);
    }
  }

  @Nested
  class Float32PastTheCaches extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(
          TestDevices.firstWith(Dtype.FLOAT32), Dtype.FLOAT32, OpenClLayerTest::streams);
    }
  }

  @Nested
  class Float64PastTheCaches extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(
          TestDevices.firstWith(Dtype.FLOAT64), Dtype.FLOAT64, OpenClLayerTest::streams);
    }
  }

  @Nested
  class Float32InGroups extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(
          TestDevices.firstWith(Dtype.FLOAT32),
          Dtype.FLOAT32,
          (device, shape) -> Plan.groups(device, shape, 8));
    }
  }

  @Nested
  class Float32InSlicesOfGroups extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(
          TestDevices.firstWith(Dtype.FLOAT32),
          Dtype.FLOAT32,
          (device, shape) -> Plan.groups(device, shape, 4).inSlices(shape, 5));
    }
  }

  @Nested
  class Float64InGroups extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(
          TestDevices.firstWith(Dtype.FLOAT64),
          Dtype.FLOAT64,
          (device, shape) -> Plan.groups(device, shape, 64));
    }
  }

  @Nested
  class Float32OnJavaThreads extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(Devices.jtp(), Dtype.FLOAT32);
    }
  }

  @Nested
  class Float64OnJavaThreads extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(Devices.jtp(), Dtype.FLOAT64);
    }
  }

  @Nested
  class Float32InSlicesOnJavaThreads extends DeviceContract {
    @Override
    OpenClLayer open() {
      return new OpenClLayer(Devices.jtp(), Dtype.FLOAT32, OpenClLayerTest::slices);
    }
  }

  /** More slices, blocks and chunks than such small shapes would get. */
  private static Plan slices(ComputeDevice device, Shape shape) {
    boolean rows = shape.inner() == 1;
    Plan plan = Plan.cores(device, shape, rows, Math.min(rows ? 4 : 2, shape.channels()), 3);
    return plan.withChunk(4);
  }

  /** Stores past the caches, which small shapes would not get, in two slices. */
  private static Plan streams(ComputeDevice device, Shape shape) {
    return Plan.cores(device, shape, shape.inner() == 1, shape.channels(), 2).withStreams();
  }

  @TestInstance(Lifecycle.PER_CLASS)
  abstract static class DeviceContract extends NormalizationLayerContract {
    private OpenClLayer layer;

    abstract OpenClLayer open();

    @Override
    protected NormalizationLayer layer() {
      if (layer == null) {
        layer = open();
      }
      return layer;
    }

    @Override
    protected Precision precision(Dtype dtype) {
      boolean java = layer.capabilities().name().startsWith(Devices.JTP);
      return java ? Precision.ieee(dtype) : Precision.openCl(dtype);
    }

    @AfterAll
    void close() {
      if (layer != null) {
        layer.close();
      }
    }
  }
}
