package org.normaudit.verification.io.onnx;

/** An ONNX file or folder that is not what it should be, in one sentence. */
public final class OnnxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  OnnxException(String sentence) {
    super(sentence);
  }

  OnnxException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
