package dev.jpm.cache;

import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What is written down beside a package's files, so that neither a walk nor the index is needed to
 * use it, and so that the index can be made again.
 *
 * @param sha512 of the tarball, in hexadecimal; must be the name of the folder
 * @param addedAt milliseconds since 1970
 * @param tarballSize in bytes; 0 where the tarball is not kept
 * @param digests of the tarball that are known besides the SHA-512
 */
record Inventory(
    String sha512,
    Label label,
    long addedAt,
    long tarballSize,
    List<Digest> digests,
    List<StoredFile> files) {
  private static final int MAGIC = 0x4a504d02; // "JPM", version 2
  private static final int CHECKSUM_BYTES = 4;

  byte[] encoded() {
    Bytes out = new Bytes(128 + files.size() * 48);
    out.fixed32(MAGIC);
    out.text(sha512);
    out.fixed64(addedAt);
    out.number(tarballSize);
    out.text(label.name());
    out.text(label.version());
    out.number(digests.size());
    for (Digest digest : digests) {
      out.number(Digest.codeOf(digest.algorithm()));
      out.raw(digest.bytes());
    }
    out.number(files.size());
    for (StoredFile file : files) {
      out.text(file.path());
      out.number(file.size() << 3 | file.execute());
      out.fixed32(file.checksum());
    }
    out.fixed32(checksum(out.array, out.length));
    return out.toArray();
  }

  /** Empty where {@code bytes} are torn, decayed or of another version. */
  static Optional<Inventory> decode(byte[] bytes) {
    int length = bytes.length - CHECKSUM_BYTES;
    if (length < CHECKSUM_BYTES) {
      return Optional.empty();
    }
    BytesReader in = new BytesReader(bytes);
    if (in.fixed32() != MAGIC || BytesReader.fixed32At(bytes, length) != checksum(bytes, length)) {
      return Optional.empty();
    }
    String sha512 = in.text();
    long addedAt = in.fixed64();
    long tarballSize = in.number();
    Label label = new Label(in.text(), in.text());
    List<Digest> digests = new ArrayList<>();
    for (long left = in.number(); left > 0; left--) {
      Optional<Algorithm> algorithm = Digest.algorithmOf(in.number());
      if (algorithm.isEmpty()) {
        return Optional.empty();
      }
      digests.add(Digest.of(algorithm.get(), in.raw(Digest.lengthOf(algorithm.get()))));
    }
    StoredFile[] files = new StoredFile[(int) in.number()];
    for (int i = 0; i < files.length; i++) {
      String path = in.text();
      long size = in.number();
      files[i] = new StoredFile(path, size >>> 3, (int) (size & 7), in.fixed32());
    }
    return Optional.of(new Inventory(sha512, label, addedAt, tarballSize, digests, List.of(files)));
  }

  long unpackedSize() {
    long sum = 0;
    for (StoredFile file : files) {
      sum += file.size();
    }
    return sum;
  }

  StoredPackage toPackage(Layout layout) {
    return toPackage(layout, new Digest(Algorithm.SHA512, sha512).toIntegrity());
  }

  /** With {@code integrity}, which is known to be this package's SHA-512 and nothing else. */
  StoredPackage toPackage(Layout layout, Integrity integrity) {
    return new StoredPackage(
        integrity, layout.packageFolder(sha512).resolve(Layout.CONTENT), files, label);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }
}
