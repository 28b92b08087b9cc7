package dev.jpm.mirror.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Bytes that do not change. */
public interface Blob {
  long size();

  InputStream open() throws IOException;

  /** Writes {@code length} bytes from {@code from} on. */
  void copy(long from, long length, OutputStream out) throws IOException;
}
