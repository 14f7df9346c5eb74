package org.normaudit.verification.io.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Shape;

/** Files that NumPy wrote; {@code make_fixtures.py} beside them is the recipe. */
class NumpyFilesTest {
  private static final double[] EXPECTED =
      IntStream.range(0, 12).mapToDouble(k -> k / 8.0 - 1).toArray();

  private static Path file(String name) {
    try {
      URI uri = NumpyFilesTest.class.getResource(name).toURI();
      return Path.of(uri);
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "little-f2, f16",
    "little-f4, f32",
    "little-f8, f64",
    "big-f2, f16",
    "big-f4, f32",
    "big-f8, f64",
    "version-1, f64",
    "version-2, f64",
    "version-3, f64"
  })
  void floatsAreRead(String name, Dtype dtype) {
    NpyArray array = Npy.read(file(name + ".npy"));
    assertEquals(dtype, array.dtype());
    assertArrayEquals(new int[] {2, 3, 2}, array.shape());
    assertArrayEquals(EXPECTED, array.values());
    assertEquals(new Shape(2, 3, 2), array.channels(1));
  }

  /** What is written is what NumPy writes, byte for byte. */
  @ParameterizedTest
  @ValueSource(
      strings = {"little-f2", "little-f4", "little-f8", "vector", "empty-batch", "special"})
  void filesAreWrittenAsNumPyWritesThem(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npy.write(out, Npy.read(file(name + ".npy")));
    assertArrayEquals(Files.readAllBytes(file(name + ".npy")), out.toByteArray());
  }

  @Test
  void otherShapes() {
    assertArrayEquals(new int[] {12}, Npy.read(file("vector.npy")).shape());
    assertArrayEquals(new int[] {0, 3, 2}, Npy.read(file("empty-batch.npy")).shape());
    assertEquals(0, Npy.read(file("empty-batch.npy")).values().length);
  }

  @Test
  void specialValuesOfBinary16() {
    double inf = Double.POSITIVE_INFINITY;
    assertArrayEquals(
        new double[] {Double.NaN, inf, -inf, -0.0, 0x1p-24, 65504},
        Npy.read(file("special.npy")).values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "fortran | is in Fortran order ('fortran_order': True): save it in C order",
        "integers | has dtype '<i8': allowed are '<f2', '<f4', '<f8', '>f2', '>f4', '>f8'",
        "complex | has dtype '<c16': allowed are '<f2', '<f4', '<f8', '>f2', '>f4', '>f8'",
        "objects | \"holds Python objects (dtype '|O'): allowed are '<f2', '<f4', '<f8', '>f2',\"",
        "structured | has a structured dtype: allowed are plain f2, f4 and f8: {'descr': [('x',",
        "scalar | has shape (): at least 1 dimension is needed"
      })
  void whatIsNotReadIsNamed(String name, String message) {
    Path path = file(name.strip() + ".npy");
    DataException e = assertThrows(DataException.class, () -> Npy.read(path));
    assertTrue(e.getMessage().startsWith(path + " " + message), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"stored.npz", "compressed.npz"})
  void archivesAreRead(String name) {
    Map<String, NpyArray> arrays = Npz.read(file(name));
    assertEquals(List.of("x", "dy"), List.copyOf(arrays.keySet()));
    assertEquals(Dtype.FLOAT64, arrays.get("x").dtype());
    assertEquals(Dtype.FLOAT32, arrays.get("dy").dtype());
    assertArrayEquals(EXPECTED, arrays.get("x").values());
    assertArrayEquals(EXPECTED, arrays.get("dy").values());
  }
}
