package dev.jpm.pack;

import dev.jpm.model.LocaleOrder;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What a package's tarball holds.
 *
 * @param files in the order in which npm tells them: those that begin with a capital or no letter,
 *     then the others, numbers in names by their value
 * @param bundled names of the packages that came along
 */
public record TarballContents(List<Entry> files, List<String> bundled) {
  private static final String PREFIX = "package/";
  private static final Pattern BUNDLED =
      Pattern.compile("^package/node_modules/((?:@[^/]+/)?[^/]+)");
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final int MOST_DIGITS = 24;

  public TarballContents {
    files = List.copyOf(files);
    bundled = List.copyOf(bundled);
  }

  /**
   * One file.
   *
   * @param path without the folder that all are in
   * @param mode its permissions
   */
  public record Entry(String path, long size, int mode) {
    /** Whether it belongs to a package that came along. */
    public boolean isBundled() {
      return path.startsWith("node_modules/");
    }
  }

  /** Reads a compressed tarball. Throws ETARBALL where it is none. */
  public static TarballContents of(byte[] tarball) {
    List<Entry> files = new ArrayList<>();
    Set<String> bundled = new LinkedHashSet<>();
    try (GzipCompressorInputStream inflated =
            GzipCompressorInputStream.builder()
                .setByteArray(tarball)
                .setDecompressConcatenated(true)
                .get();
        TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(inflated))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String path = entry.getName();
        Matcher inBundle = BUNDLED.matcher(path);
        if (inBundle.find()) {
          bundled.add(inBundle.group(1));
        }
        String inside = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
        files.add(new Entry(inside, entry.getSize(), entry.getMode()));
      }
    } catch (IOException e) {
      throw JpmException.of(ErrorCode.ETARBALL, "The tarball cannot be read", e);
    }
    files.sort(
        Comparator.comparing((Entry file) -> !beginsUpper(file.path()))
            .thenComparing(file -> padded(file.path()), LocaleOrder.ENGLISH));
    return new TarballContents(files, List.copyOf(bundled));
  }

  /** The bytes of all files together. */
  public long unpackedSize() {
    return files.stream().mapToLong(Entry::size).sum();
  }

  private static boolean beginsUpper(String path) {
    return path.isEmpty() || path.charAt(0) == Character.toUpperCase(path.charAt(0));
  }

  /** With numbers so long that their order as text is that of their values. */
  private static String padded(String path) {
    return DIGITS
        .matcher(path)
        .replaceAll(number ->
            "0".repeat(Math.max(0, MOST_DIGITS - number.group().length())) + number.group());
  }
}
