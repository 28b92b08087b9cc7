package dev.jpm.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** Writes to a file, counting and summing; tells its end to one listener, once. */
final class FileSink extends OutputStream {
  /** The platform keeps a direct buffer of the largest write per thread: so keep writes small. */
  private static final int LARGEST_WRITE = 256 * 1024;

  private final FileChannel channel;
  private final Consumer<FileSink> whenDone;
  private final CRC32C sum = new CRC32C();
  private long size;

  FileSink(FileChannel channel, Consumer<FileSink> whenDone) {
    this.channel = channel;
    this.whenDone = whenDone;
  }

  long size() {
    return size;
  }

  int checksum() {
    return (int) sum.getValue();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sum.update(bytes, offset, length);
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    int end = rest.limit();
    while (rest.position() < end) {
      rest.limit(Math.min(end, rest.position() + LARGEST_WRITE));
      channel.write(rest);
    }
    size += length;
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      whenDone.accept(this);
    }
  }
}
