package dev.jpm.fetcher;

import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered: 200, or 304 to a conditional request. The body is decoded and can be read
 * once, until the reader returns.
 *
 * @param url what was asked last, after redirects
 * @param header a header by its name, or null
 * @param length of the body as sent, where the server tells and nothing encodes it
 */
record HttpAnswer(
    int status,
    URI url,
    Function<String, @Nullable String> header,
    InputStream body,
    OptionalLong length) {

  /** Reads what is wanted of an answer; a failure to read counts as one of the network. */
  @FunctionalInterface
  interface Reader<T> {
    T read(HttpAnswer answer) throws java.io.IOException;
  }

  @Nullable String header(String name) {
    return header.apply(name);
  }

  boolean isHtml() {
    String type = header("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html");
  }
}
