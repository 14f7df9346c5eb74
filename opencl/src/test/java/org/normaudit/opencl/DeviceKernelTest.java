package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A kernel runs on its own device or not at all. */
class DeviceKernelTest {

  /** Right in Java, and beyond what Aparapi turns into OpenCL. */
  private static final class SwitchKernel extends DeviceKernel {
    int[] values = new int[4];

    SwitchKernel(ComputeDevice device) {
      super(device);
    }

    @Override
    public void run() {
      switch (getGlobalId()) {
        case 0:
          values[0] = 7;
          break;
        default:
          values[getGlobalId()] = 1;
      }
    }
  }

  /** Fine for Aparapi, but a keyword of OpenCL stands where its compiler wants a name. */
  private static final class KeywordKernel extends DeviceKernel {
    int[] values = new int[4];

    KeywordKernel(ComputeDevice device) {
      super(device);
    }

    @Override
    public void run() {
      int half = getGlobalId() / 2;
      values[getGlobalId()] = half;
    }
  }

  private static final class CountKernel extends DeviceKernel {
    int[] values = new int[4];

    CountKernel(ComputeDevice device) {
      super(device);
    }

    @Override
    public void run() {
      values[getGlobalId()] = getGlobalId() + 1;
    }
  }

  @Test
  void aKernelThatCannotBeOpenClIsAnError() {
    for (ComputeDevice device : TestDevices.openCl()) {
      SwitchKernel kernel = new SwitchKernel(device);
      DeviceException e = assertThrows(DeviceException.class, kernel::prepare);
      assertTrue(
          e.getMessage().startsWith("SwitchKernel does not compile for " + device.name()),
          e.getMessage());
      kernel.dispose();
    }
  }

  @Test
  void evenPastTheGateNothingRunsInJava() {
    for (ComputeDevice device : TestDevices.openCl()) {
      SwitchKernel kernel = new SwitchKernel(device);
      assertThrows(DeviceException.class, () -> kernel.launch(4, 1));
      assertArrayEquals(new int[4], kernel.values);
      assertInstanceOf(
          IllegalStateException.class, assertThrows(RuntimeException.class, kernel::clone));
    }
  }

  @Test
  void aKernelThatTheDriverRejectsIsAnError() {
    for (ComputeDevice device : TestDevices.openCl()) {
      KeywordKernel kernel = new KeywordKernel(device);
      assertThrows(DeviceException.class, kernel::prepare);
      kernel.dispose();
    }
  }

  @Test
  void aFailedLaunchIsAnErrorAndBarsNoLaterKernel() {
    for (ComputeDevice device : TestDevices.openCl()) {
      CountKernel failing = new CountKernel(device);
      failing.prepare();
      int tooMany = 2 * device.largestGroup();
      assertThrows(DeviceException.class, () -> failing.launch(tooMany, tooMany));
      failing.dispose();

      CountKernel next = new CountKernel(device);
      next.prepare();
      next.launch(4, 1);
      next.get(next.values);
      assertArrayEquals(new int[] {1, 2, 3, 4}, next.values);
      next.dispose();
    }
  }

  @Test
  void onTheThreadPoolAnyKernelRuns() {
    SwitchKernel kernel = new SwitchKernel(Devices.jtp());
    kernel.prepare();
    kernel.launch(4, 2);
    assertArrayEquals(new int[] {7, 1, 1, 1}, kernel.values);
    kernel.dispose();
  }

  @Test
  void aKernelThatNeverRanCanBeDisposedOf() {
    for (ComputeDevice device : TestDevices.openCl()) {
      new CountKernel(device).dispose();
      CountKernel compiled = new CountKernel(device);
      compiled.prepare();
      compiled.dispose();
    }
  }

  @Test
  void aBufferMadeAnewIsTheOneThatCounts() {
    for (ComputeDevice device : TestDevices.openCl()) {
      CountKernel kernel = new CountKernel(device);
      kernel.prepare();
      kernel.launch(4, 1);
      for (int length = 8; length <= 1024; length *= 2) {
        kernel.retire(kernel.values);
        kernel.values = new int[length];
        kernel.launch(length, 1);
        kernel.get(kernel.values);
        assertTrue(kernel.values[length - 1] == length);
      }
      kernel.dispose();
    }
  }
}
