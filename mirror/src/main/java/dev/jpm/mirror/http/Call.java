package dev.jpm.mirror.http;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param method in capitals; a HEAD comes as the GET that it stands for
 * @param segments of the path, decoded; a scoped name is one segment, however it was written
 * @param query its parameters, decoded; the first of each name
 * @param header a header by its name, or null
 * @param body as it was sent, encoded perhaps
 * @param base the address of the mirror as the client knows it, with a final slash
 * @param remote where the call comes from
 * @param caller is told who that is
 */
public record Call(
    String method,
    List<String> segments,
    Map<String, String> query,
    Function<String, @Nullable String> header,
    InputStream body,
    String base,
    String remote,
    Caller caller) {

  public @Nullable String header(String name) {
    return header.apply(name);
  }

  /** A header that may be missing; then it is empty. */
  public String headerOrEmpty(String name) {
    String value = header.apply(name);
    return value == null ? "" : value;
  }

  public String query(String name, String otherwise) {
    return query.getOrDefault(name, otherwise);
  }

  /** Whether the answer may be compressed with gzip. */
  public boolean acceptsGzip() {
    return AcceptedEncoding.gzip(headerOrEmpty("accept-encoding"));
  }
}
