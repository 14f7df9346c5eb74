package org.normaudit.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/** Where JavaCPP unpacks the libraries' native code, and of which version it is. */
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

  /** The version of a library's artifact, from the descriptor in its jar. */
  static String version(String group, String artifact) {
    try {
      return Loader.getVersion(group, artifact);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
