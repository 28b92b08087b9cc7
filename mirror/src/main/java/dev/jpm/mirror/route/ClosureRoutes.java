package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.closure.Closures;
import dev.jpm.mirror.closure.Question;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.upstream.Lookup;
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/** What only clients that are jpm ask for: all that an install will choose from, at once. */
public final class ClosureRoutes {
  /** Tells clients, with any packument, that they may ask. */
  static final String OFFER = "jpm-closure";

  /** As a tree this takes twenty times as much. */
  private static final long LARGEST = 2L << 20;

  private static final String TYPE = "application/vnd.jpm.closure.v1";

  private final Homes homes;
  private final Gatekeeper gatekeeper;
  private final Closures closures;

  public ClosureRoutes(Homes homes, Gatekeeper gatekeeper, Closures closures) {
    this.homes = homes;
    this.gatekeeper = gatekeeper;
    this.closures = closures;
  }

  public List<Route> all() {
    return List.of(Route.of("POST", "/-/jpm/v1/closure", this::closure));
  }

  private Answer closure(Call call, Values values) {
    Predicate<PackageName> readable = gatekeeper.readable(call);
    Question question = Question.of(Json.read(call, LARGEST));
    Closures.Told told;
    try {
      told = closures.of(question, name -> document(name, readable), call.base());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpProblem(503, "The mirror is stopping");
    }
    if (!call.acceptsGzip()) {
      return Answer.stream(200, TYPE, -1, told::writeTo);
    }
    return Answer.stream(
            200,
            TYPE,
            -1,
            out -> {
              GZIPOutputStream gzip = new GZIPOutputStream(out, 1 << 16);
              told.writeTo(gzip);
              gzip.finish();
            })
        .with("content-encoding", "gzip");
  }

  private Optional<Document> document(PackageName name, Predicate<PackageName> readable) {
    return readable.test(name) && homes.document(name) instanceof Lookup.Found(Document document)
        ? Optional.of(document)
        : Optional.empty();
  }
}
