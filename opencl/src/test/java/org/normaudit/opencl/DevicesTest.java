package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;

class DevicesTest {

  @Test
  void indicesCount() {
    for (int i = 0; i < Devices.list().size(); i++) {
      assertEquals(i, Devices.list().get(i).index());
      assertTrue(Devices.list().get(i).isOpenCl());
    }
  }

  @Test
  void theThreadPoolIsAlwaysThere() {
    ComputeDevice jtp = Devices.of("jtp");
    assertFalse(jtp.isOpenCl());
    assertEquals("jtp", jtp.selector());
    assertTrue(jtp.supports(Dtype.FLOAT64));
    assertEquals(0.5, jtp.promise(Dtype.FLOAT32).divisionUlp());
    assertFalse(jtp.promise(Dtype.FLOAT32).contracts());
  }

  @Test
  void aDeviceIsChosenByIndexOrByAPartOfItsName() {
    ComputeDevice device = TestDevices.openCl().get(0);
    assertSame(device, Devices.of("0"));
    if (TestDevices.openCl().size() == 1) {
      String part = device.name().substring(device.name().length() / 2);
      assertSame(device, Devices.of(part.toUpperCase(java.util.Locale.ROOT)));
    }
  }

  @Test
  void anUnknownDeviceIsAnErrorThatNamesThoseThatThereAre() {
    for (String selector : new String[] {"99", "no such device", "", "-1"}) {
      DeviceException e = assertThrows(DeviceException.class, () -> Devices.of(selector));
      assertTrue(e.getMessage().contains("'" + selector + "'"), e.getMessage());
      assertTrue(e.getMessage().contains("jtp"), e.getMessage());
    }
  }

  @Test
  void whatADeviceTellsOfItselfIsThere() {
    for (ComputeDevice device : TestDevices.openCl()) {
      assertFalse(device.name().isBlank());
      assertFalse(device.vendor().isBlank());
      assertTrue(device.driver().contains("OpenCL"), device.driver());
      assertTrue(device.globalMemory() > 0);
      assertTrue(device.localMemory() > 0);
      assertTrue(device.largestBuffer() > 0);
      assertTrue(device.largestGroup() > 0);
      assertTrue(device.computeUnits() > 0);
      assertEquals("opencl:" + device.index(), device.selector());
      assertEquals(2.5, device.promise(Dtype.FLOAT32).divisionUlp());
      assertEquals(3, device.promise(Dtype.FLOAT32).rootUlp());
    }
  }

  @Test
  void aDeviceWithoutFloat64SaysSo() {
    ComputeDevice jtp = Devices.jtp();
    ComputeDevice single =
        new ComputeDevice(
            0,
            "single",
            "v",
            "d",
            ComputeDevice.Kind.GPU,
            false,
            false,
            1,
            1,
            1,
            1,
            1,
            jtp.handle());
    assertEquals(
        "single has no float64: its driver lacks cl_khr_fp64",
        assertThrows(DeviceException.class, () -> DeviceSession.open(single, Dtype.FLOAT64))
            .getMessage());
    assertThrows(DeviceException.class, () -> DeviceSession.open(single, Dtype.BINARY16));
  }

  @Test
  void tensorsThatDoNotFitAreRefusedWithTheNumbers() {
    ComputeDevice jtp = Devices.jtp();
    ComputeDevice small =
        new ComputeDevice(
            0,
            "small",
            "v",
            "d",
            ComputeDevice.Kind.GPU,
            true,
            true,
            4000,
            1,
            3000,
            1,
            1,
            jtp.handle());
    assertEquals(
        "a tensor of shape 10x10x8 takes 3,200 bytes in f32: a buffer on small holds at most 3,000",
        refusal(small, new Shape(10, 10, 8), 2));
    assertEquals(
        "2 tensors of shape 10x10x6 take 4,800 bytes in f32: small has 4,000",
        refusal(small, new Shape(10, 10, 6), 2));
    assertTrue(
        refusal(jtp, new Shape(1, 1, Integer.MAX_VALUE), 2)
            .startsWith("a tensor of shape 1x1x2147483647 takes 8,589,934,588 bytes in f32"));
  }

  private static String refusal(ComputeDevice device, Shape shape, int tensors) {
    return assertThrows(
            DeviceException.class,
            () -> DeviceMemory.require(device, Dtype.FLOAT32, shape, tensors))
        .getMessage();
  }
}
