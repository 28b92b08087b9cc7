package dev.jpm.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The machine that jpm itself runs on, in Node.js's words.
 *
 * @param os {@code process.platform}: linux, darwin, win32 …
 * @param cpu {@code process.arch}: x64, arm64 …
 * @param libc glibc or musl on Linux, null elsewhere or where unknown
 */
public record HostPlatform(String os, String cpu, @Nullable String libc) {
  public boolean isWindows() {
    return os.equals("win32");
  }

  /** What stands between the folders of a PATH. */
  public String pathDelimiter() {
    return isWindows() ? ";" : ":";
  }

  /** What stands between the folders of a path. */
  public String separator() {
    return isWindows() ? "\\" : "/";
  }

  /** The one that this process runs on. */
  public static HostPlatform ofThisMachine() {
    String os = System.getProperty("os.name", "");
    return of(os, System.getProperty("os.arch", ""), libc(os));
  }

  private static @Nullable String libc(String os) {
    if (!os.equals("Linux")) {
      return null;
    }
    return Files.exists(Path.of("/etc/alpine-release")) ? "musl" : "glibc";
  }

  /** The platform whose names for os and cpu Java gives (its os.name and os.arch). */
  public static HostPlatform of(String osName, String osArch, @Nullable String libc) {
    return new HostPlatform(osOf(osName), cpuOf(osArch), libc);
  }

  private static String osOf(String osName) {
    String name = osName.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return "win32";
    }
    if (name.startsWith("mac") || name.startsWith("darwin")) {
      return "darwin";
    }
    return name.startsWith("sunos") ? "sunos" : name;
  }

  private static String cpuOf(String osArch) {
    return switch (osArch) {
      case "amd64", "x86_64" -> "x64";
      case "aarch64" -> "arm64";
      case "x86", "i386", "i486", "i586", "i686" -> "ia32";
      case "ppc64le" -> "ppc64";
      default -> osArch;
    };
  }
}
