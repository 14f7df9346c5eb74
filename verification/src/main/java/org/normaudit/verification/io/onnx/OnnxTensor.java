package org.normaudit.verification.io.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.normaudit.reference.Dtype;
import org.normaudit.verification.io.data.TensorBytes;

/**
 * A {@code TensorProto} of a floating-point type.
 *
 * @param name as in the graph; may be empty
 * @param dtype of the values
 * @param dims the dimensions, in C order
 * @param values as many as the product of the dimensions
 */
record OnnxTensor(String name, Dtype dtype, List<Integer> dims, double[] values) {
  // Field numbers of TensorProto, from onnx.proto3.
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int FLOAT_DATA = 4;
  private static final int INT32_DATA = 5;
  private static final int NAME = 8;
  private static final int RAW_DATA = 9;
  private static final int DOUBLE_DATA = 10;
  private static final int DATA_LOCATION = 14;

  // Numbers of TensorProto.DataType, from onnx.proto3.
  private static final Map<Dtype, Integer> TYPES =
      Map.of(Dtype.FLOAT32, 1, Dtype.BINARY16, 10, Dtype.FLOAT64, 11, Dtype.BFLOAT16, 16);

  private static final String NUMBERS = "float, float16, double and bfloat16 are 1, 10, 11 and 16";

  /**
   * The number of a format in {@code TensorProto.DataType}.
   *
   * @throws OnnxException if it is not among those that are written here
   */
  static int type(Dtype dtype) {
    Integer type = TYPES.get(dtype);
    if (type == null) {
      throw new OnnxException(
          String.format(Locale.ROOT, "'%s' is no data type here: %s", dtype.label(), NUMBERS));
    }
    return type;
  }

  private static Dtype dtype(long type) {
    return TYPES.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .findFirst()
        .orElseThrow(
            () ->
                new OnnxException(
                    String.format(Locale.ROOT, "its data type is number %d: %s", type, NUMBERS)))
        .getKey();
  }

  /** The bytes of the message, with {@code raw_data}. */
  byte[] toBytes() {
    ProtobufWriter writer = new ProtobufWriter();
    dims.forEach(dim -> writer.varint(DIMS, dim));
    return writer
        .varint(DATA_TYPE, type(dtype))
        .text(NAME, name)
        .bytes(RAW_DATA, TensorBytes.encode(dtype, values))
        .toBytes();
  }

  /**
   * The tensor of a message.
   *
   * @throws OnnxException if the bytes are no such message, or hold other values than they promise
   */
  static OnnxTensor of(byte[] bytes) {
    return of(new ProtobufReader(bytes));
  }

  static OnnxTensor of(ProtobufReader reader) {
    Parts parts = new Parts();
    while (reader.next()) {
      switch (reader.field()) {
        case DIMS -> numbers(reader, parts.dims);
        case DATA_TYPE -> parts.type = reader.varint();
        case FLOAT_DATA -> floats(reader, parts.typed);
        case INT32_DATA -> numbers(reader, parts.bits);
        case NAME -> parts.name = reader.text();
        case RAW_DATA -> parts.raw = reader.bytes();
        case DOUBLE_DATA -> doubles(reader, parts.typed);
        case DATA_LOCATION -> requireInside(reader.varint());
        default -> reader.skip();
      }
    }
    return parts.tensor();
  }

  private static void requireInside(long location) {
    if (location != 0) {
      throw new OnnxException("its data lie in another file, which is not read");
    }
  }

  private static void numbers(ProtobufReader reader, List<Long> into) {
    if (!reader.isBytes()) {
      into.add(reader.varint());
      return;
    }
    ProtobufReader packed = reader.message();
    while (packed.hasMore()) {
      into.add(packed.rawVarint());
    }
  }

  private static void floats(ProtobufReader reader, List<Double> into) {
    if (!reader.isBytes()) {
      into.add((double) reader.fixed32());
      return;
    }
    ProtobufReader packed = reader.message();
    while (packed.hasMore()) {
      into.add((double) packed.rawFloat());
    }
  }

  private static void doubles(ProtobufReader reader, List<Double> into) {
    ProtobufReader packed = reader.message();
    while (packed.hasMore()) {
      into.add(packed.rawDouble());
    }
  }

  /** What was read so far. */
  private static final class Parts {
    private final List<Long> dims = new ArrayList<>();
    private final List<Double> typed = new ArrayList<>();
    private final List<Long> bits = new ArrayList<>();
    private String name = "";
    private long type;
    private byte[] raw;

    OnnxTensor tensor() {
      Dtype dtype = dtype(type);
      double[] values = values(dtype);
      long size = 1;
      List<Integer> sizes = new ArrayList<>();
      for (long dim : dims) {
        if (dim < 0 || dim > Integer.MAX_VALUE) {
          throw new OnnxException("it has a dimension of " + dim);
        }
        sizes.add((int) dim);
        size = Math.multiplyExact(size, dim);
      }
      if (size != values.length) {
        throw new OnnxException(
            String.format(
                Locale.ROOT,
                "it has %d values where its dimensions %s need %d",
                values.length,
                dims,
                size));
      }
      return new OnnxTensor(name, dtype, List.copyOf(sizes), values);
    }

    private double[] values(Dtype dtype) {
      if (raw != null) {
        return TensorBytes.decode(dtype, raw);
      }
      if (TensorBytes.width(dtype) > Short.BYTES) {
        return typed.stream().mapToDouble(Double::doubleValue).toArray();
      }
      // The 16-bit formats travel as bit patterns in int32_data.
      byte[] bytes = new byte[2 * bits.size()];
      for (int i = 0; i < bits.size(); i++) {
        bytes[2 * i] = bits.get(i).byteValue();
        bytes[2 * i + 1] = (byte) (bits.get(i) >> 8);
      }
      return TensorBytes.decode(dtype, bytes);
    }
  }
}
