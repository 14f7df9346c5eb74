package org.normaudit.opencl;

/** A device that cannot do what was asked of it; the message says which, what and why. */
public final class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DeviceException(String message) {
    super(message);
  }

  DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
