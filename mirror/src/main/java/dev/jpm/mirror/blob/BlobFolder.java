package dev.jpm.mirror.blob;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Blobs as files, named by their digest, below one folder. */
public final class BlobFolder implements BlobStore {
  private static final int BUFFER = 64 * 1024;
  private static final Duration DAY = Duration.ofDays(1);
  private static final int DIGEST_LENGTH = 128;

  private final Path files;
  private final UnfinishedFolder unfinished;

  private BlobFolder(Path files, UnfinishedFolder unfinished) {
    this.files = files;
    this.unfinished = unfinished;
  }

  /** The blobs below {@code folder}; what an earlier process left half written is removed. */
  public static BlobFolder in(Path folder) {
    return new BlobFolder(folder.resolve("blobs"), UnfinishedFolder.in(folder));
  }

  @Override
  public Upload begin() throws IOException {
    return new FolderUpload();
  }

  @Override
  public Optional<Blob> find(String sha512) {
    Path file = fileOf(sha512);
    try {
      BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
      markUsed(file, known.lastModifiedTime());
      return Optional.of(new FileBlob(file, known.size()));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }

  /** A file's time tells when it was last asked for; once a day is enough. */
  private static void markUsed(Path file, FileTime before) throws IOException {
    Instant now = Instant.now();
    if (before.toInstant().plus(DAY).isBefore(now)) {
      Files.setLastModifiedTime(file, FileTime.from(now));
    }
  }

  @Override
  public List<Item> items() {
    if (!Files.exists(files)) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    try (Stream<Path> found = Files.walk(files, 2)) {
      for (Path file : (Iterable<Path>) found::iterator) {
        String digest = files.relativize(file).toString().replaceAll("[/\\\\]", "");
        if (digest.length() == DIGEST_LENGTH) {
          BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
          items.add(new Item(digest, known.size(), known.lastModifiedTime().toInstant()));
        }
      }
    } catch (IOException e) {
      throw FileErrors.of(e, "read", files);
    }
    return items;
  }

  @Override
  public void remove(String sha512) {
    Folders.remove(fileOf(sha512));
  }

  @Override
  public void close() {}

  private Path fileOf(String sha512) {
    return files.resolve(sha512.substring(0, 2)).resolve(sha512.substring(2));
  }

  private record FileBlob(Path file, long size) implements Blob {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    public void copy(long from, long length, OutputStream out) throws IOException {
      try (FileChannel channel = FileChannel.open(file);
          InputStream in = Channels.newInputStream(channel.position(from))) {
        byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(length, 1))];
        long left = length;
        while (left > 0) {
          int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
          if (read < 0) {
            throw new IOException("the blob is shorter than it was");
          }
          out.write(buffer, 0, read);
          left -= read;
        }
      }
    }
  }

  private final class FolderUpload extends FileUpload {
    FolderUpload() throws IOException {
      super(unfinished.next());
    }

    @Override
    Blob keep(Path file, FileChannel channel) throws IOException {
      Path target = fileOf(sha512());
      channel.force(false);
      channel.close();
      Folders.createParent(target);
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
      return new FileBlob(target, size());
    }
  }
}
