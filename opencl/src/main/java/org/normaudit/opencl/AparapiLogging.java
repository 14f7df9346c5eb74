package org.normaudit.opencl;

import com.aparapi.Config;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Aparapi from logging. Aparapi warns about class-file attributes of Java 11 and about a
 * missing OpenCL library, and prints the stack trace of every fallback. Failures arrive here as
 * exceptions.
 */
final class AparapiLogging {
  /** A strong reference: without one the log manager drops the logger and its level. */
  private static final Logger LOGGER = silenced();

  private AparapiLogging() {}

  static void silence() {
    LOGGER.setLevel(Level.OFF);
  }

  private static Logger silenced() {
    Logger logger = Logger.getLogger(Config.getLoggerName());
    logger.setLevel(Level.OFF);
    return logger;
  }
}
