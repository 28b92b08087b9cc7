package dev.jpm.runtime.task;

import dev.jpm.fs.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The files of a package, without what is installed in it and what version control keeps. */
public record PackageFolder(Path folder) {

  /**
   * The files that fit, by path from the folder, each with the digest of what it holds; links are
   * left out.
   */
  public SortedMap<String, String> digests(Predicate<String> fits) {
    SortedMap<String, String> digests = new TreeMap<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
              String name = at.equals(folder) ? "" : String.valueOf(at.getFileName());
              return name.equals("node_modules") || name.equals(".git")
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String path = folder.relativize(file).toString().replace('\\', '/');
              if (attributes.isRegularFile() && fits.test(path)) {
                digests.put(path, digest(file));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw FileErrors.of(e, "read", folder);
    }
    return digests;
  }

  /** The digest of a file; empty text where there is none. */
  public static String digestIfThere(Path file) {
    try {
      return Files.isRegularFile(file) ? digest(file) : "";
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }
}
