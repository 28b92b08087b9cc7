package dev.jpm.mirror.server;

import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.Caller;
import dev.jpm.mirror.http.FormFields;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Makes a call of what Jetty received.
 *
 * @param publicUrl the address that clients know; null where that is the one they call
 */
record Exchange(@Nullable URI publicUrl) {
  Call call(Request request) {
    String query = request.getHttpURI().getQuery();
    String method = request.getMethod();
    return new Call(
        method.equals("HEAD") ? "GET" : method,
        segments(request),
        query == null ? Map.of() : FormFields.parse(query),
        name -> request.getHeaders().get(name),
        new Body(Request.asInputStream(request)),
        base(request),
        remote(request),
        new Caller());
  }

  /** Stays open for {@link Front}, which takes what nobody read: closing it would break it off. */
  private static final class Body extends FilterInputStream {
    Body(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // see above
    }
  }

  private List<String> segments(Request request) {
    String path = String.valueOf(request.getHttpURI().getPath());
    // A proxy in front may leave its own prefix on.
    String prefix = publicUrl == null ? "/" : publicUrl.getRawPath();
    return Segments.of(path.startsWith(prefix) ? path.substring(prefix.length() - 1) : path);
  }

  /** Behind a proxy all calls come from it; the last address is the one that it has seen. */
  private String remote(Request request) {
    List<String> told = request.getHeaders().getCSV("x-forwarded-for", false);
    return publicUrl == null || told.isEmpty() ? Request.getRemoteAddr(request) : told.getLast();
  }

  private String base(Request request) {
    if (publicUrl != null) {
      return publicUrl.toString();
    }
    String scheme = request.getHttpURI().getScheme();
    String host = Request.getServerName(request);
    int port = Request.getServerPort(request);
    boolean usual = port <= 0 || port == (scheme.equals("https") ? 443 : 80);
    return scheme + "://" + host + (usual ? "" : ":" + port) + "/";
  }
}
