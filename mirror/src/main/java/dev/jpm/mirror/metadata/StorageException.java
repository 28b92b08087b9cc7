package dev.jpm.mirror.metadata;

/** What is stored cannot be read or written. */
public final class StorageException extends RuntimeException {
  public StorageException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
