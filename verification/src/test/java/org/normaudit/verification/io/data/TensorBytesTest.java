package org.normaudit.verification.io.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.normaudit.reference.Dtype;
import org.normaudit.reference.Overflow;

class TensorBytesTest {

  @ParameterizedTest
  @ValueSource(strings = {"bf16", "f16"})
  void everyPatternOf16BitsSurvives(Dtype dtype) {
    for (int bits = 0; bits < 1 << 16; bits++) {
      byte[] bytes = {(byte) bits, (byte) (bits >> 8)};
      double value = TensorBytes.decode(dtype, bytes)[0];
      if (Double.isNaN(value)) {
        continue;
      }
      assertEquals(value, dtype.round(value), "a decoded value is one of the format's");
      assertArrayEquals(bytes, TensorBytes.encode(dtype, new double[] {value}));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "f16, 1, 3c00",
    "f16, -2, c000",
    "f16, 65504, 7bff",
    "f16, 65520, 7c00",
    "f16, 0x1p-24, 1",
    "f16, 0x1p-14, 400",
    "f16, -0.0, 8000",
    "f16, NaN, 7e00",
    "bf16, 1, 3f80",
    "bf16, -Infinity, ff80",
    "bf16, NaN, 7fc0",
    "f32, 1, 3f800000",
    "f32, 0.1, 3dcccccd",
    "f64, 1, 3ff0000000000000",
  })
  void formatsAreThoseOfTheirStandards(Dtype dtype, double value, String hex) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(TensorBytes.encode(dtype, new double[] {value}));
    assertEquals(Long.parseUnsignedLong(hex, 16), bytes.getLong(0));
  }

  @Provide
  Arbitrary<Dtype> dtypes() {
    return Arbitraries.of(TensorBytes.formats());
  }

  @Property
  void valuesOfEveryFormatSurvive(
      @ForAll("dtypes") Dtype dtype, @ForAll @Size(max = 20) double[] values) {
    double[] rounded = dtype.round(values);
    byte[] bytes = TensorBytes.encode(dtype, rounded);
    assertEquals(rounded.length * TensorBytes.width(dtype), bytes.length);
    assertArrayEquals(rounded, TensorBytes.decode(dtype, bytes));
  }

  @Property
  void encodingRounds(@ForAll("dtypes") Dtype dtype, @ForAll double value) {
    double[] one = {value};
    assertArrayEquals(TensorBytes.encode(dtype, dtype.round(one)), TensorBytes.encode(dtype, one));
  }

  @Test
  void aFormatWithoutALayoutIsRefused() {
    Dtype small = Dtype.format("e4m3-inf", 4, -6, 7, Overflow.INFINITY);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> TensorBytes.width(small));
    assertEquals(
        "'e4m3-inf' has no layout in bytes: one of f64, f32, bf16, f16 has", e.getMessage());
    assertEquals(List.copyOf(Dtype.standard()), TensorBytes.formats());
  }

  @Test
  void aCutOffValueIsAnError() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> TensorBytes.decode(Dtype.FLOAT32, new byte[7]));
    assertTrue(e.getMessage().contains("7 bytes"), e::getMessage);
  }
}
