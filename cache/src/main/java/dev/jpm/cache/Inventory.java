package dev.jpm.cache;

import dev.jpm.model.Integrity.Algorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private static final int MAGIC = 0x4a504d01; // "JPM", version 1
  private static final int CHECKSUM_BYTES = 4;

  byte[] encoded() {
    Bytes out = new Bytes(128 + files.size() * 48);
    out.fixed32(MAGIC);
    out.raw(new Digest(Algorithm.SHA512, sha512).bytes());
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
      out.number(file.size() << 1 | (file.executable() ? 1 : 0));
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
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getInt(0) != MAGIC || in.getInt(length) != checksum(bytes, length)) {
      return Optional.empty();
    }
    in.position(4).limit(length);
    String sha512 = digest(in, Algorithm.SHA512).hex();
    long addedAt = in.getLong();
    long tarballSize = number(in);
    Label label = new Label(text(in), text(in));
    List<Digest> digests = new ArrayList<>();
    for (long left = number(in); left > 0; left--) {
      Optional<Algorithm> algorithm = Digest.algorithmOf(number(in));
      if (algorithm.isEmpty()) {
        return Optional.empty();
      }
      digests.add(digest(in, algorithm.get()));
    }
    int count = (int) number(in);
    List<StoredFile> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String path = text(in);
      long size = number(in);
      files.add(new StoredFile(path, size >>> 1, (size & 1) == 1, in.getInt()));
    }
    return Optional.of(new Inventory(sha512, label, addedAt, tarballSize, digests, files));
  }

  long unpackedSize() {
    long sum = 0;
    for (StoredFile file : files) {
      sum += file.size();
    }
    return sum;
  }

  StoredPackage toPackage(Layout layout) {
    return new StoredPackage(
        new Digest(Algorithm.SHA512, sha512).toIntegrity(),
        layout.packageFolder(sha512).resolve(Layout.CONTENT),
        files,
        label);
  }

  private static Digest digest(ByteBuffer in, Algorithm algorithm) {
    byte[] bytes = new byte[Digest.lengthOf(algorithm)];
    in.get(bytes);
    return Digest.of(algorithm, bytes);
  }

  private static long number(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static String text(ByteBuffer in) {
    int length = (int) number(in);
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, length);
    return (int) sum.getValue();
  }
}
