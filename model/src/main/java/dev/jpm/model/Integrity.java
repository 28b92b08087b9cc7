package dev.jpm.model;

/** One or more digests of the same bytes, as Subresource Integrity writes them. */
public record Integrity(String value) {
  @Override
  public String toString() {
    return value;
  }
}
