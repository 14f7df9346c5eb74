package org.normaudit.verification.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/** Writes the {@link AsciiForms} of the signs that a charset lacks. */
final class EncodableWriter extends FilterWriter {
  private static final String BEYOND_THE_BASIC_PLANE = "\ud83d\ude00";

  private final CharsetEncoder encoder;
  private boolean afterName;
  private boolean afterRaised;

  private EncodableWriter(Writer out, CharsetEncoder encoder) {
    super(out);
    this.encoder = encoder;
  }

  /**
   * A writer that flushes at the end of a line.
   *
   * @param charset of the stream
   */
  static PrintWriter to(OutputStream stream, Charset charset) {
    Writer writer = new OutputStreamWriter(stream, charset);
    CharsetEncoder encoder = charset.newEncoder();
    boolean hasAll = encoder.canEncode(BEYOND_THE_BASIC_PLANE);
    return new PrintWriter(hasAll ? writer : new EncodableWriter(writer, encoder), true);
  }

  @Override
  public void write(int c) throws IOException {
    char sign = (char) c;
    if (encoder.canEncode(sign)) {
      separate(sign);
      out.write(sign);
      afterName = false;
      afterRaised = false;
      return;
    }
    String form = AsciiForms.of(sign);
    boolean raised = AsciiForms.isRaised(sign);
    if (raised && !afterRaised) {
      out.write('^');
    } else if (Character.isLetter(sign) && !form.isEmpty()) {
      separate(form.charAt(0));
    }
    out.write(form);
    afterRaised = raised;
    afterName = !raised && form.length() > 1 && Character.isLetter(form.charAt(form.length() - 1));
  }

  // Between the name of a sign and a letter after it: γr is 'gamma r'.
  private void separate(char next) throws IOException {
    if (afterName && Character.isLetterOrDigit(next)) {
      out.write(' ');
    }
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(buffer[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(text.charAt(i));
    }
  }
}
