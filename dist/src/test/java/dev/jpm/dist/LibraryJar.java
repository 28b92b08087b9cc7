package dev.jpm.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipFile;

/**
 * A library as it lies in the image: without its manifest, which Java would read at each start and
 * look into for every class of the jar that an ahead-of-time cache has, before anything is
 * compiled. What the manifest would choose for this Java of several forms of a class is chosen
 * here.
 */
final class LibraryJar {
  private LibraryJar() {}

  /** Copies {@code jar}, which must not be signed. */
  static void copy(Path jar, Path to) throws IOException {
    try (JarFile from = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
      for (JarEntry entry : from.versionedStream().toList()) {
        String name = entry.getName();
        if (!entry.isDirectory() && !name.equals(JarFile.MANIFEST_NAME)) {
          try (InputStream in = from.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            boolean lowered = name.endsWith(".class") && LazyDecimals.concerns(jar);
            write(out, name, lowered ? LazyDecimals.lower(bytes) : bytes);
          }
        }
      }
      if (LazyDecimals.holds(jar)) {
        write(out, LazyDecimals.holderEntry(), LazyDecimals.holder());
      }
    }
  }

  private static void write(JarOutputStream out, String entry, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(entry));
    out.write(bytes);
    out.closeEntry();
  }
}
