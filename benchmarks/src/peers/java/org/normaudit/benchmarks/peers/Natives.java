package org.normaudit.benchmarks.peers;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where JavaCPP unpacks the libraries' native code. */
final class Natives {
  private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  private Natives() {}

  /**
   * Into the build folder, beside the classes or the jar, instead of the home directory; unless the
   * property says where.
   */
  static void unpackBesideTheClasses() {
    if (System.getProperty(PROPERTY) != null) {
      return;
    }
    try {
      Path here =
          Path.of(Natives.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      System.setProperty(PROPERTY, here.resolveSibling("natives").toString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
