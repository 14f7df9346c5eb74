package org.normaudit.verification.vectors;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.normaudit.reference.LayerInput;
import org.normaudit.reference.SecondOrder;

/** The identity of a step: SHA-256 over every setting and every bit of every tensor. */
final class InputDigest {
  private InputDigest() {}

  /** The digest in hexadecimal; two steps have the same if they are the same to the bit. */
  static String of(LayerInput input) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
    OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    try (DataOutputStream out = new DataOutputStream(sink)) {
      write(input, out);
    } catch (IOException e) {
      throw new IllegalStateException(e); // Nothing is written anywhere.
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void write(LayerInput input, DataOutputStream out) throws IOException {
    out.writeUTF(input.layer().label() + " " + input.mode().label() + " " + input.dtype().label());
    out.writeUTF(input.shape().toString());
    if (input.layer().isGrouped()) {
      out.writeInt(input.groups());
    }
    out.writeUTF(input.rule().sense() + " " + input.rule().correction());
    out.writeBoolean(input.affine());
    out.writeLong(input.state().updates());
    double[] settings = {
      input.epsilon(),
      input.rule().momentum(),
      input.clip().rMin(),
      input.clip().rMax(),
      input.clip().dMax()
    };
    tensor(settings, out);
    tensor(input.x(), out);
    tensor(input.gamma(), out);
    tensor(input.beta(), out);
    tensor(input.state().mean(), out);
    tensor(input.state().spread(), out);
    tensor(input.dy(), out);
    if (input.second().isPresent()) {
      SecondOrder second = input.second().get();
      tensor(second.ddx(), out);
      tensor(second.ddgamma(), out);
      tensor(second.ddbeta(), out);
    }
  }

  // In one piece: a stream of single doubles would be hashed eight bytes at a time.
  private static void tensor(double[] values, DataOutputStream out) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * values.length + 4);
    DataOutputStream buffer = new DataOutputStream(bytes);
    buffer.writeInt(values.length);
    for (double value : values) {
      buffer.writeDouble(value);
    }
    bytes.writeTo(out);
  }
}
