package dev.jpm.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * The native digests and ciphers, on platforms that there are some for. Comes signed and with its
 * library inside; lies in the image without the signature, as no ahead-of-time cache takes what is
 * signed, and the library beside SQLite's, so that no start has to unpack it.
 */
final class CryptoJar {
  private static final String PROVIDER =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private CryptoJar() {}

  static boolean is(Path jar) {
    return jar.getFileName().toString().startsWith("AmazonCorrettoCryptoProvider-");
  }

  /** Makes {@code lib/NAME} and {@code lib/native/LIBRARY} of {@code jar}. */
  static void copy(Path jar, Path lib) throws IOException {
    try (JarFile from = new JarFile(jar.toFile(), false);
        JarOutputStream to =
            new JarOutputStream(Files.newOutputStream(lib.resolve(jar.getFileName())))) {
      for (JarEntry entry : from.stream().toList()) {
        try (InputStream in = from.getInputStream(entry)) {
          String name = entry.getName();
          if (name.endsWith(".so") || name.endsWith(".dylib")) {
            Files.copy(
                in, lib.resolve("native").resolve(name.substring(name.lastIndexOf('/') + 1)));
          } else if (!entry.isDirectory() && !name.startsWith("META-INF/")) {
            to.putNextEntry(new JarEntry(name));
            in.transferTo(to);
            to.closeEntry();
          }
        }
      }
    }
  }

  /** What makes jpm use it: none where {@code jars} have none. */
  static List<String> options(List<Path> jars) {
    return jars.stream().anyMatch(CryptoJar::is)
        ? List.of(
            "-Djpm.crypto-provider=" + PROVIDER,
            "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true")
        : List.of();
  }
}
