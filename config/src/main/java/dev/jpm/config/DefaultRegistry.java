package dev.jpm.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The public registry that npm uses when nothing else is configured. Its address is published by a
 * dependency and written into a resource at build time; no source of ours types it. The image's
 * launcher knows it from there, as opening a jar for one line takes a tenth of a short call.
 */
public final class DefaultRegistry {
  private DefaultRegistry() {}

  /** The address, an https URL that ends with a slash. */
  public static String url() {
    return Holder.URL;
  }

  /** The host alone, as {@code replace-registry-host=npmjs} compares it. */
  public static String host() {
    return Holder.HOST;
  }

  private static final class Holder {
    static final String URL = read();
    static final String HOST = URI.create(URL).getHost();

    private static String read() {
      @Nullable String told = System.getProperty("jpm.default-registry");
      return told == null ? resource() : told;
    }

    private static String resource() {
      try (InputStream in = DefaultRegistry.class.getResourceAsStream("default-registry")) {
        if (in == null) {
          throw new IllegalStateException("built without the resource default-registry");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
