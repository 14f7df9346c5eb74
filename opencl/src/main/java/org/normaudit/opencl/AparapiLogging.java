package org.normaudit.opencl;

import com.aparapi.Config;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Aparapi from logging. It warns about class-file attributes of Java 11, and where no OpenCL
 * library is; it prints the stack trace of what it falls back from. All that is news here arrives
 * as an exception.
 */
final class AparapiLogging {
  /** Held, since the log manager forgets loggers and their levels that nobody holds. */
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
