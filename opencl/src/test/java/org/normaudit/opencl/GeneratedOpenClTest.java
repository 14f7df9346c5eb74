package org.normaudit.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.aparapi.internal.exception.AparapiException;
import com.aparapi.internal.model.ClassModel;
import com.aparapi.internal.writer.KernelWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The OpenCL text that Aparapi makes of each kernel, held as golden files: a change of a kernel, of
 * Aparapi or of the Java compiler shows there. {@code -Dnormaudit.golden=write} writes them anew.
 */
class GeneratedOpenClTest {
  private static final Path FILES = Path.of("src/test/resources/golden");

  @TestFactory
  Stream<DynamicTest> theTextOfEveryKernelIsItsGoldenFile() {
    ComputeDevice device = Devices.jtp();
    return Stream.of(
            new Float32PlaneKernel(device),
            new Float32RowKernel(device),
            new Float32GroupKernel(device),
            new Float32CopyKernel(device, 1),
            new Float64PlaneKernel(device),
            new Float64RowKernel(device),
            new Float64GroupKernel(device),
            new Float64CopyKernel(device, 1))
        .map(kernel -> dynamicTest(kernel.getClass().getSimpleName(), () -> assertGolden(kernel)));
  }

  private static void assertGolden(DeviceKernel kernel) throws AparapiException {
    String name = kernel.getClass().getSimpleName();
    String text =
        """
        // %s as Aparapi %s writes it from class files for Java 17.
        // Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write \
        -Dsurefire.failIfNoSpecifiedTests=false
        %s
        """
            .formatted(name, System.getProperty("aparapi.version"), generated(kernel).strip());
    Path file = FILES.resolve(name + ".cl");
    try {
      if ("write".equals(System.getProperty("normaudit.golden"))) {
        Files.createDirectories(FILES);
        Files.writeString(file, text);
      }
      assertEquals(Files.readString(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String generated(DeviceKernel kernel) throws AparapiException {
    ClassModel model = ClassModel.createClassModel(kernel.getClass());
    return KernelWriter.writeToString(model.getEntrypoint("run", kernel));
  }
}
