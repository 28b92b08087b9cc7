package dev.jpm.mirror.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Bytes that come into a file first. */
abstract class FileUpload extends Upload {
  private final Path file;
  private final FileChannel channel;

  FileUpload(Path file) throws IOException {
    this.file = file;
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  protected final void store(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  @Override
  public final ReadableByteChannel reader() throws IOException {
    return FileChannel.open(file);
  }

  @Override
  public final Blob keep() throws IOException {
    return keep(file, channel);
  }

  /** Puts what is in {@code file} where it stays. */
  abstract Blob keep(Path file, FileChannel channel) throws IOException;

  @Override
  public final void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next start removes it.
    }
  }
}
