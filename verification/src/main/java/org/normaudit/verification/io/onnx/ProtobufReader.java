package org.normaudit.verification.io.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The fields of one message of the protocol buffers' wire format, in the order of the bytes. Every
 * length is checked against the bytes that are there before anything is allocated for it.
 */
final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer bytes;
  private int field;
  private int wireType;

  ProtobufReader(byte[] bytes) {
    this(ByteBuffer.wrap(bytes));
  }

  private ProtobufReader(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field; the value of the field before must have been read or skipped. */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long tag = rawVarint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (field < 1 || tag >>> 32 != 0) {
      throw broken(String.format(Locale.ROOT, "field number %d", tag >>> 3));
    }
    return true;
  }

  /** The number of the current field. */
  int field() {
    return field;
  }

  /** Whether the current field holds bytes: a text, a message, or packed numbers. */
  boolean isBytes() {
    return wireType == LENGTH_DELIMITED;
  }

  /** Whether the current field has anything left; for packed numbers. */
  boolean hasMore() {
    return bytes.hasRemaining();
  }

  long varint() {
    require(VARINT);
    return rawVarint();
  }

  float fixed32() {
    require(FIXED32);
    return rawFloat();
  }

  String text() {
    byte[] text = bytes();
    return new String(text, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    ByteBuffer slice = slice();
    byte[] copy = new byte[slice.remaining()];
    slice.get(copy);
    return copy;
  }

  /** The message in the current field, or the packed numbers. */
  ProtobufReader message() {
    return new ProtobufReader(slice());
  }

  /** A number of a packed field. */
  long rawVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!bytes.hasRemaining()) {
        throw broken("a number is cut off");
      }
      byte b = bytes.get();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw broken("a number has more than 64 bits");
  }

  /** A binary32 number of a packed field. */
  float rawFloat() {
    requireLeft(Float.BYTES);
    return bytes.getFloat();
  }

  /** A binary64 number of a packed field. */
  double rawDouble() {
    requireLeft(Double.BYTES);
    return bytes.getDouble();
  }

  void skip() {
    switch (wireType) {
      case VARINT -> rawVarint();
      case FIXED64 -> rawDouble();
      case LENGTH_DELIMITED -> slice();
      case FIXED32 -> rawFloat();
      default -> throw broken(String.format(Locale.ROOT, "wire type %d", wireType));
    }
  }

  private ByteBuffer slice() {
    require(LENGTH_DELIMITED);
    long length = rawVarint();
    requireLeft(length);
    ByteBuffer slice = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return slice;
  }

  private void require(int expected) {
    if (wireType != expected) {
      throw broken(
          String.format(
              Locale.ROOT, "field %d has wire type %d, not %d", field, wireType, expected));
    }
  }

  private void requireLeft(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw broken(
          String.format(
              Locale.ROOT,
              "field %d claims %d bytes where %d are left",
              field,
              length,
              bytes.remaining()));
    }
  }

  private static OnnxException broken(String how) {
    return new OnnxException("it is no protocol buffer: " + how);
  }
}
