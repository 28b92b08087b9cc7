package dev.jpm.fetcher;

import dev.jpm.cache.Label;
import dev.jpm.cache.PackageWriter;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fs.FileErrors;
import dev.jpm.model.Integrity;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tarball's bytes as they arrive through digest, gunzip and tar into a {@link
 * PackageWriter}, in one pass. Which entries become which files are npm's rules: the first folder
 * of a path is cut off whatever its name; links, devices and folders are left out (folders come
 * with their files); what climbs with {@code ..} is left out; of a path given twice the last
 * counts; {@code .gitignore} is {@code .npmignore} unless the folder has one. Of an entry's mode
 * only the execute bits survive, so that set-uid bits never reach the disk. Not for several threads
 * at once, but again and again: buffers are kept.
 */
final class PackageUnpacker implements AutoCloseable {
  private final Path store;
  private final GunzipStream gunzip = new GunzipStream();
  private final TarReader tar = new TarReader(gunzip);
  private final MessageDigest stored = IntegrityCheck.STORED.digest();

  /** One that fills the store in the folder {@code store}. */
  PackageUnpacker(Path store) {
    this.store = store;
  }

  /**
   * Reads {@code in} to its end and puts the package into the store.
   *
   * @param progress hears how many bytes were read so far
   * @throws DamagedTarballException where the bytes are no tarball or do not fit {@code check};
   *     nothing is kept then
   * @throws IOException where {@code in} cannot be read
   */
  StoredPackage unpack(
      InputStream in,
      PackageWriter writer,
      IntegrityCheck check,
      Label label,
      LongConsumer progress)
      throws IOException {
    stored.reset();
    MessageDigest own = check.needsOwnDigest() ? check.algorithm().digest() : null;
    TarballTee tee = new TarballTee(in, writer.tarball(), store, stored, own, progress);
    gunzip.open(tee);
    tar.reset();
    DamagedTarballException damage = null;
    try {
      extract(writer);
    } catch (ZipException | EOFException damaged) {
      damage =
          new DamagedTarballException(ErrorCode.ETARBALL, String.valueOf(damaged.getMessage()));
    }
    gunzip.drain();
    byte[] sha512 = stored.digest();
    byte[] digest = own == null ? sha512 : own.digest();
    if (!check.accepts(digest)) {
      throw new DamagedTarballException(ErrorCode.EINTEGRITY, check.mismatch(digest, tee.count()));
    }
    if (damage != null) {
      throw damage;
    }
    Integrity computed = Integrity.of(IntegrityCheck.STORED, sha512);
    if (own != null) {
      computed = new Integrity(computed + " " + Integrity.of(check.algorithm(), digest));
    }
    return writer.commit(computed, label);
  }

  private void extract(PackageWriter writer) throws IOException {
    Set<String> ignoreFiles = new HashSet<>();
    for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
      String path = entry.kind() == TarEntry.Kind.FILE ? PackagePath.of(entry.path()) : null;
      if (path != null) {
        path = withNpmIgnore(path, ignoreFiles);
      }
      if (path != null) {
        write(writer, entry, path, execute(entry.mode()));
      }
    }
    tar.readToEnd();
    if (!tar.sawEntry()) {
      throw new ZipException("TAR_BAD_ARCHIVE: Unrecognized archive format");
    }
  }

  /** The three execute bits of a mode, side by side. */
  private static int execute(int mode) {
    return ((mode & 0100) >> 4) | ((mode & 010) >> 2) | (mode & 1);
  }

  private static @Nullable String withNpmIgnore(String path, Set<String> ignoreFiles) {
    if (path.endsWith(".npmignore") && isNamed(path, ".npmignore")) {
      ignoreFiles.add(path);
      return path;
    }
    if (path.endsWith(".gitignore") && isNamed(path, ".gitignore")) {
      String renamed = path.substring(0, path.length() - ".gitignore".length()) + ".npmignore";
      return ignoreFiles.contains(renamed) ? null : renamed;
    }
    return path;
  }

  private static boolean isNamed(String path, String name) {
    int before = path.length() - name.length() - 1;
    return before < 0 || path.charAt(before) == '/';
  }

  private void write(PackageWriter writer, TarEntry entry, String path, int execute)
      throws IOException {
    if (entry.size() <= TarReader.BUFFER_SIZE) {
      int length = tar.readWhole(entry);
      writer.file(path, execute, tar.buffer(), tar.pieceStart(), length);
      tar.advance(length);
      return;
    }
    try (OutputStream file = writer.stream(path, execute)) {
      for (int length = tar.read(); length > 0; length = tar.read()) {
        write(file, tar.buffer(), tar.pieceStart(), length);
        tar.advance(length);
      }
    }
  }

  /** A refusal of the disk is no trouble of the network's, which would be tried again. */
  private void write(OutputStream file, byte[] bytes, int offset, int length) {
    try {
      file.write(bytes, offset, length);
    } catch (IOException refused) {
      throw FileErrors.of(refused, "write", store);
    }
  }

  @Override
  public void close() {
    gunzip.close();
  }

  /** The bytes are not those of the package that was asked for, or of none at all. */
  static final class DamagedTarballException extends IOException {
    private final ErrorCode code;

    DamagedTarballException(ErrorCode code, String problem) {
      super(problem);
      this.code = code;
    }

    JpmException about(String id, String url) {
      return JpmException.of(code, "The tarball of " + id + " from " + url + ": " + getMessage());
    }
  }
}
