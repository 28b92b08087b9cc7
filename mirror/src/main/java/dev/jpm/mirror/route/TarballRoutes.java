package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.ByteRange;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.http.Validator;
import dev.jpm.mirror.packument.TarballName;
import dev.jpm.mirror.upstream.Download;
import dev.jpm.mirror.upstream.TarballLookup;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Tarballs, whole or in part. */
public final class TarballRoutes {
  private static final String TYPE = "application/octet-stream";

  private final Homes homes;
  private final Gatekeeper gatekeeper;

  public TarballRoutes(Homes homes, Gatekeeper gatekeeper) {
    this.homes = homes;
    this.gatekeeper = gatekeeper;
  }

  public List<Route> all() {
    return List.of(Route.of("GET", "/{name}/-/{file}", this::tarball));
  }

  private Answer tarball(Call call, Values values) {
    PackageName name = Names.of(values);
    boolean byAnybody = gatekeeper.admitReader(call, name);
    // Some clients repeat the scope in the file's name.
    String file = TarballName.file(values.get("file"));
    Answer answer =
        switch (homes.tarball(name, file)) {
          case TarballLookup.Stored(Blob blob, String digest) ->
              Validator.apply(call, '"' + digest.substring(0, 32) + '"', stored(call, blob));
          case TarballLookup.Coming(Download download) -> coming(call, name, download);
          case TarballLookup.Missing _ -> throw HttpProblem.notFound("Not found");
          case TarballLookup.Refused(String reason) -> throw HttpProblem.forbidden(reason);
          case TarballLookup.Unavailable(String reason) ->
              throw new HttpProblem(502, "The upstream of " + name + " cannot be asked: " + reason);
        };
    return new Freshness(byAnybody).tarball(answer);
  }

  private static Answer coming(Call call, PackageName name, Download download) {
    if (call.header("range") == null) {
      return marked(Answer.stream(200, TYPE, download.length(), download::copyTo));
    }
    try {
      return stored(call, download.await());
    } catch (IOException e) {
      throw new HttpProblem(502, "The tarball of " + name + " cannot be had: " + e.getMessage());
    }
  }

  private static Answer stored(Call call, Blob blob) {
    long size = blob.size();
    Optional<ByteRange> range = ByteRange.of(call.headerOrEmpty("range"), size);
    if (range.isEmpty()) {
      return marked(Answer.stream(200, TYPE, size, out -> blob.copy(0, size, out)));
    }
    ByteRange part = range.get();
    return marked(
            Answer.stream(
                206, TYPE, part.length(), out -> blob.copy(part.from(), part.length(), out)))
        .with("content-range", part.told(size));
  }

  private static Answer marked(Answer answer) {
    return answer.with("accept-ranges", "bytes");
  }
}
