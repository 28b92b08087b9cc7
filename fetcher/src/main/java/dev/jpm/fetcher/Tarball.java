package dev.jpm.fetcher;

import dev.jpm.cache.Label;
import dev.jpm.model.Integrity;
import dev.jpm.model.PackageName;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A tarball to bring.
 *
 * @param label name and version, for events, errors and the store's listing
 * @param name whose registry's credentials may go with the request, on the same host; null for the
 *     standard registry's
 * @param url http, https or {@code file:} (an absolute path)
 * @param integrity what the bytes must be; null where nobody knows yet
 */
public record Tarball(
    Label label, @Nullable PackageName name, URI url, @Nullable Integrity integrity) {
  /** A version from a registry. */
  public static Tarball of(
      PackageName name, String version, URI url, @Nullable Integrity integrity) {
    return new Tarball(new Label(name.value(), version), name, url, integrity);
  }

  /** {@code name@version}, or the URL where that is not known. */
  public String id() {
    return label.name().isEmpty() ? HttpFailures.shown(url) : label.toString();
  }
}
