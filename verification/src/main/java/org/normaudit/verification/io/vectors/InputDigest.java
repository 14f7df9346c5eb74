package org.normaudit.verification.io.vectors;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.normaudit.reference.layer.Role;
import org.normaudit.reference.layer.Setting;
import org.normaudit.reference.layer.Settings;
import org.normaudit.reference.layer.Step;

/** The identity of a step: SHA-256 over every setting and every bit of every tensor. */
final class InputDigest {
  private InputDigest() {}

  /** The digest in hexadecimal; two steps have the same if they are the same to the bit. */
  static String of(Step input) {
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

  private static void write(Step input, DataOutputStream out) throws IOException {
    out.writeUTF(input.layer().label() + " " + input.mode().label() + " " + input.dtype().label());
    out.writeUTF(input.shape().toString());
    if (input.layer().has(Settings.GROUPS)) {
      out.writeInt(input.get(Settings.GROUPS));
    }
    out.writeUTF(input.rule().sense() + " " + input.rule().correction());
    out.writeBoolean(input.affine());
    out.writeLong(input.updates());
    double[] settings = {
      input.epsilon(),
      input.rule().momentum(),
      input.clip().rMin(),
      input.clip().rMax(),
      input.clip().dMax()
    };
    tensor(settings, out);
    for (Role role : input.roles()) {
      tensor(input.get(role), out);
    }
    for (Setting<?> setting : input.layer().settings()) {
      if (!Settings.GROUPED.contains(setting)) {
        out.writeUTF(setting.key() + "=" + input.settings().text(setting));
      }
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
