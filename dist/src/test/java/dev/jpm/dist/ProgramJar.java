package dev.jpm.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * The modules of jpm in one jar, lowered ({@link CallSiteLowering}): whatever is looked for by name
 * is then found after one file has been opened instead of a dozen.
 */
final class ProgramJar {
  static final String NAME = "jpm.jar";

  private ProgramJar() {}

  static boolean isModule(Path jar) {
    return jar.getFileName().toString().startsWith("jpm-");
  }

  /**
   * Writes it, without a manifest, as {@link LibraryJar} does.
   *
   * @param jars all of the program, libraries too, which classes of the modules extend
   */
  static void write(List<Path> jars, Path to) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    List<Path> modules = jars.stream().filter(ProgramJar::isModule).toList();
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new));
        OutputStream file = Files.newOutputStream(to);
        JarOutputStream out = new JarOutputStream(file)) {
      CallSiteLowering lowering = new CallSiteLowering(loader);
      for (Path module : modules) {
        copy(module, lowering, out);
      }
    }
  }

  /** What the program would otherwise open {@code jar} for at every start, as options of Java. */
  static List<String> facts(List<Path> jars, Path jar) throws IOException {
    try (JarFile program = new JarFile(jar.toFile());
        InputStream registry =
            program.getInputStream(program.getJarEntry("dev/jpm/config/default-registry"))) {
      String url = new String(registry.readAllBytes(), StandardCharsets.UTF_8).strip();
      return List.of("-Djpm.version=" + version(jars), "-Djpm.default-registry=" + url);
    }
  }

  /** What {@code jpm --version} says. All modules have the same: they are of one version. */
  static String version(List<Path> jars) throws IOException {
    Path module = jars.stream().filter(ProgramJar::isModule).findFirst().orElseThrow();
    try (JarFile jar = new JarFile(module.toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
  }

  private static void copy(Path module, CallSiteLowering lowering, JarOutputStream out)
      throws IOException {
    try (JarFile from = new JarFile(module.toFile())) {
      for (JarEntry entry : from.stream().toList()) {
        String name = entry.getName();
        if (entry.isDirectory() || name.startsWith("META-INF/")) {
          continue;
        }
        out.putNextEntry(new JarEntry(name));
        try (InputStream in = from.getInputStream(entry)) {
          byte[] bytes = in.readAllBytes();
          out.write(name.endsWith(".class") ? lowering.lower(bytes) : bytes);
        }
        out.closeEntry();
      }
    }
  }
}
