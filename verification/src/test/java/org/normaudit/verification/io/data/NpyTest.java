package org.normaudit.verification.io.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Overflow;
import org.normaudit.reference.Shape;

class NpyTest {
  @TempDir Path folder;

  @Provide
  Arbitrary<NpyArray> arrays() {
    return Arbitraries.of(Dtype.FLOAT64, Dtype.FLOAT32, Dtype.BINARY16)
        .flatMap(
            dtype ->
                Arbitraries.integers()
                    .between(0, 4)
                    .array(int[].class)
                    .ofMinSize(1)
                    .ofMaxSize(4)
                    .flatMap(
                        shape ->
                            values(dtype)
                                .array(double[].class)
                                .ofSize(Arrays.stream(shape).reduce(1, (p, d) -> p * d))
                                .map(values -> new NpyArray(dtype, shape, values))));
  }

  private static Arbitrary<Double> values(Dtype dtype) {
    Arbitrary<Integer> steps = Arbitraries.integers().between(-5000, 5000);
    return Arbitraries.oneOf(
        Arbitraries.longs().map(Double::longBitsToDouble).map(v -> dtype.round(canonical(v))),
        steps.map(k -> dtype.round(k * dtype.minSubnormal())),
        steps.map(k -> dtype.round(k * (dtype.maxFinite() / 5000))),
        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0));
  }

  private static double canonical(double v) {
    return Double.isNaN(v) ? Double.NaN : v;
  }

  private static byte[] bytes(NpyArray array) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Npy.write(out, array);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  /** With the length known, as of a file, and not, as in an archive. */
  private static NpyArray read(byte[] bytes, boolean isLengthKnown) {
    try {
      return Npy.read(new ByteArrayInputStream(bytes), "f.npy", isLengthKnown ? bytes.length : -1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property
  void whatIsWrittenIsRead(@ForAll("arrays") NpyArray array, @ForAll boolean isLengthKnown) {
    NpyArray back = read(bytes(array), isLengthKnown);
    assertEquals(array.dtype(), back.dtype());
    assertArrayEquals(array.shape(), back.shape());
    assertArrayEquals(array.values(), back.values());
  }

  @Property(tries = 50)
  void everyTruncationIsRefused(@ForAll("arrays") NpyArray array, @ForAll boolean isLengthKnown) {
    byte[] whole = bytes(array);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      DataException e = assertThrows(DataException.class, () -> read(part, isLengthKnown));
      assertTrue(e.getMessage().startsWith("f.npy "), e.getMessage());
    }
  }

  @Property
  void anyDamageToTheHeaderIsReadOrRefused(
      @ForAll("arrays") NpyArray array,
      @ForAll @IntRange(min = 0, max = 127) int at,
      @ForAll byte value) {
    byte[] damaged = bytes(array);
    damaged[at % damaged.length] = value;
    try {
      NpyArray back = read(damaged, true);
      assertTrue(back.values().length <= damaged.length);
    } catch (DataException e) {
      assertTrue(e.getMessage().startsWith("f.npy "), e.getMessage());
    }
  }

  @Test
  void dataAfterTheLastElementAreRefused() {
    byte[] whole = bytes(new NpyArray(Dtype.FLOAT32, new int[] {2}, new double[] {1, 2}));
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertEquals(
        "f.npy has 9 bytes of data: shape [2] of f32 needs exactly 8",
        assertThrows(DataException.class, () -> read(longer, true)).getMessage());
    assertEquals(
        "f.npy goes on after its 2 elements of shape [2]",
        assertThrows(DataException.class, () -> read(longer, false)).getMessage());
  }

  @Test
  void largeArraysCrossTheBuffers() {
    double[] values = new double[100_003];
    Arrays.setAll(values, i -> Dtype.BINARY16.round(i % 1000 / 8.0));
    for (Dtype dtype : new Dtype[] {Dtype.FLOAT64, Dtype.FLOAT32, Dtype.BINARY16}) {
      byte[] bytes = bytes(new NpyArray(dtype, new int[] {values.length}, values));
      assertArrayEquals(values, read(bytes, true).values());
      assertArrayEquals(values, read(bytes, false).values());
    }
  }

  /** The header is the only claim; nothing of its size may be reserved before data have come. */
  @Test
  void aHeaderThatClaimsMoreThanThereIsTakesNoMemory() {
    byte[] file = file("{'descr': '<f8', 'fortran_order': False, 'shape': (2147483647,), }");
    for (boolean isLengthKnown : new boolean[] {true, false}) {
      assertEquals(
          "f.npy has 0 bytes of data: shape [2147483647] of f64 needs exactly 17179869176",
          assertThrows(DataException.class, () -> read(file, isLengthKnown)).getMessage());
    }
  }

  private static byte[] file(String dictionary) {
    byte[] text = dictionary.getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = new byte[10 + text.length];
    System.arraycopy(
        new byte[] {
          (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, (byte) (text.length >> 8)
        },
        0,
        file,
        0,
        10);
    System.arraycopy(text, 0, file, 10, text.length);
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0,)}",
        "{'shape': (0,), 'fortran_order': False, 'descr': '<f4',}",
        "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(0,)}  \n",
        " {  'descr' : '<f4' ,\n\t'fortran_order' : False , 'shape' : ( 0 , ) , } \n"
      })
  void spacingQuotesAndOrderOfTheHeaderAreFree(String dictionary) {
    NpyArray array = read(file(dictionary), true);
    assertEquals(Dtype.FLOAT32, array.dtype());
    assertArrayEquals(new int[] {0}, array.shape());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | without all of",
        "[] | '{' is needed at character 0: []",
        "{'descr': '<f4', 'fortran_order': False} | without all of",
        "{'descr': '<f4', 'descr': '<f4'} | has 'descr' twice",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1} | 'descr', 'fortran_order' or",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)} | True or False is needed",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1)} | a tuple such as (3,) is needed",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 1} | '(' is needed",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2)} | ',' or ')' is needed",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,,)} | an integer is needed",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} 1 | nothing after '}' is needed",
        "{'descr': '<f4', 'fortran_order': False 'shape': (1,)} | ',' is needed",
        "{'descr': '<f4 | a string that ends is needed",
        "{descr: '<f4'} | a string is needed",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 2)} | has shape (-1, 2): dimensions are at",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536)} | at most 2147483647 elements",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)} | at most 2147483647",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-99999999999999999999,)} | dimensions are at",
        "{'descr': '=f4', 'fortran_order': False, 'shape': (1,)} | has dtype '=f4': allowed are '<f2'",
        "{'descr': '<f16', 'fortran_order': False, 'shape': (1,)} | has dtype '<f16': allowed are '<f2'",
        "{'descr': '', 'fortran_order': False, 'shape': (1,)} | has dtype '': allowed are '<f2'",
      })
  void malformedHeadersAreRefused(String dictionary, String message) {
    String unquoted = dictionary.strip();
    DataException e = assertThrows(DataException.class, () -> read(file(unquoted), true));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void otherVersionsAndLongHeadersAreRefused() {
    byte[] file = file("{}");
    file[6] = 4;
    assertEquals(
        "f.npy has npy version 4.0: allowed are 1.0, 2.0 and 3.0",
        assertThrows(DataException.class, () -> read(file, true)).getMessage());
    file[6] = 2;
    file[10] = 0x7f;
    assertTrue(
        assertThrows(DataException.class, () -> read(file, true))
            .getMessage()
            .endsWith("bytes: at most 10000 are read"));
  }

  @Test
  void filesThatAreNoFilesAreRefused() throws IOException {
    Path missing = folder.resolve("missing.npy");
    Path empty = Files.createFile(folder.resolve("empty.npy"));
    Path text = Files.writeString(folder.resolve("text.npy"), "1,2,3\n");
    for (Map.Entry<Path, String> entry :
        Map.of(
                missing, " does not exist: a .npy file is needed",
                folder, " is a directory: a .npy file is needed",
                empty, " is empty: a .npy file is needed",
                text, " is not a .npy file: it does not start with the bytes \\x93NUMPY")
            .entrySet()) {
      assertEquals(
          entry.getKey() + entry.getValue(),
          assertThrows(DataException.class, () -> Npy.read(entry.getKey())).getMessage());
    }
    NpyArray array = new NpyArray(Dtype.FLOAT64, new int[] {1}, new double[] {1});
    assertThrows(DataException.class, () -> Npy.write(folder, array));
  }

  @Test
  void arraysThatNoFileCanHoldAreRefused() {
    double[] one = {0.1};
    assertThrows(
        IllegalArgumentException.class, () -> new NpyArray(Dtype.FLOAT64, new int[0], one));
    assertThrows(
        IllegalArgumentException.class, () -> new NpyArray(Dtype.FLOAT64, new int[] {2}, one));
    assertThrows(
        IllegalArgumentException.class, () -> new NpyArray(Dtype.FLOAT64, new int[] {-1}, one));
    assertThrows(
        IllegalArgumentException.class,
        () -> new NpyArray(Dtype.FLOAT64, new int[] {1 << 16, 1 << 16}, one));
    assertEquals(
        "npy has no dtype for bf16: allowed are f16, f32 and f64, and f32 holds every bf16 value",
        assertThrows(
                IllegalArgumentException.class,
                () -> new NpyArray(Dtype.BFLOAT16, new int[] {1}, one))
            .getMessage());
    Dtype fine = Dtype.format("p30", 30, -126, 127, Overflow.INFINITY);
    assertEquals(
        "npy has no dtype for p30: allowed are f16, f32 and f64",
        assertThrows(IllegalArgumentException.class, () -> new NpyArray(fine, new int[] {1}, one))
            .getMessage());
    assertEquals(
        "f32 does not hold element 0: 0.1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new NpyArray(Dtype.FLOAT32, new int[] {1}, one))
            .getMessage());
  }

  @Test
  void anyDimensionCanCountTheChannels() {
    NpyArray array = new NpyArray(Dtype.FLOAT64, new int[] {2, 3, 5, 7}, new double[210]);
    assertEquals(new Shape(2, 3, 35), array.channels(1));
    assertEquals(new Shape(30, 7, 1), array.channels(-1));
    assertEquals(new Shape(1, 2, 105), array.channels(-4));
    assertEquals(
        "channel axis must lie in [-4, 3] for 4 dimensions: 4",
        assertThrows(IllegalArgumentException.class, () -> array.channels(4)).getMessage());
    NpyArray vector = new NpyArray(Dtype.FLOAT64, new int[] {2}, new double[2]);
    assertThrows(IllegalArgumentException.class, () -> vector.channels(0));
    NpyArray empty = new NpyArray(Dtype.FLOAT64, new int[] {0, 1, 1 << 16, 1 << 16}, new double[0]);
    assertThrows(IllegalArgumentException.class, () -> empty.channels(1));
  }

  @Test
  void everyBitPatternOfBinary16SurvivesTheRoundTrip() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      double value = Binary16.decode((short) bits);
      assertEquals(Dtype.BINARY16.round(value), value);
      if (!Double.isNaN(value)) {
        assertEquals((short) bits, Binary16.encode(value));
      }
    }
    assertTrue(Double.isNaN(Binary16.decode(Binary16.encode(Double.NaN))));
  }
}
