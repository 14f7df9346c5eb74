package org.normaudit.verification.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.normaudit.reference.Dtype;

class TensorBytesTest {

  @ParameterizedTest
  @EnumSource(
      value = Dtype.class,
      names = {"BFLOAT16", "BINARY16"})
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
    "BINARY16, 1, 3c00",
    "BINARY16, -2, c000",
    "BINARY16, 65504, 7bff",
    "BINARY16, 65520, 7c00",
    "BINARY16, 0x1p-24, 1",
    "BINARY16, 0x1p-14, 400",
    "BINARY16, -0.0, 8000",
    "BINARY16, NaN, 7e00",
    "BFLOAT16, 1, 3f80",
    "BFLOAT16, -Infinity, ff80",
    "BFLOAT16, NaN, 7fc0",
    "FLOAT32, 1, 3f800000",
    "FLOAT32, 0.1, 3dcccccd",
    "FLOAT64, 1, 3ff0000000000000",
  })
  void formatsAreThoseOfTheirStandards(Dtype dtype, double value, String hex) {
    ByteBuffer bytes =
        ByteBuffer.allocate(8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(TensorBytes.encode(dtype, new double[] {value}));
    assertEquals(Long.parseUnsignedLong(hex, 16), bytes.getLong(0));
  }

  @Property
  void valuesOfEveryFormatSurvive(@ForAll Dtype dtype, @ForAll @Size(max = 20) double[] values) {
    double[] rounded = dtype.round(values);
    byte[] bytes = TensorBytes.encode(dtype, rounded);
    assertEquals(rounded.length * TensorBytes.width(dtype), bytes.length);
    assertArrayEquals(rounded, TensorBytes.decode(dtype, bytes));
  }

  @Property
  void encodingRounds(@ForAll Dtype dtype, @ForAll double value) {
    double[] one = {value};
    assertArrayEquals(TensorBytes.encode(dtype, dtype.round(one)), TensorBytes.encode(dtype, one));
  }

  @Test
  void aCutOffValueIsAnError() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> TensorBytes.decode(Dtype.FLOAT32, new byte[7]));
    assertTrue(e.getMessage().contains("7 bytes"), e::getMessage);
  }
}
