package org.normaudit.verification.cli.report;

import java.util.Locale;

/**
 * Where and with what an audit ran.
 *
 * @param version of this program
 * @param java the runtime's vendor and version
 * @param system operating system and architecture
 * @param processors available to the runtime
 */
public record Environment(String version, String java, String system, int processors) {

  /** This process. */
  public static Environment current() {
    String version = Environment.class.getPackage().getImplementationVersion();
    return new Environment(
        version == null ? "development" : version,
        System.getProperty("java.vendor") + " " + System.getProperty("java.version"),
        String.format(
            Locale.ROOT,
            "%s %s, %s",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors());
  }
}
