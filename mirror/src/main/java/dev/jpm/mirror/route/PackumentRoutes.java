package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.http.Validator;
import dev.jpm.mirror.packument.Document;
import dev.jpm.mirror.packument.Form;
import dev.jpm.mirror.packument.Forms;
import dev.jpm.mirror.packument.Packuments;
import dev.jpm.mirror.upstream.Lookup;
import dev.jpm.model.PackageName;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.node.ObjectNode;

/** Packuments, in both forms, and single things out of them. */
public final class PackumentRoutes {
  private final Homes homes;
  private final Forms forms;
  private final Gatekeeper gatekeeper;

  public PackumentRoutes(Homes homes, Forms forms, Gatekeeper gatekeeper) {
    this.homes = homes;
    this.forms = forms;
    this.gatekeeper = gatekeeper;
  }

  public List<Route> all() {
    return List.of(
        Route.of("GET", "/-/package/{name}/dist-tags", this::tags),
        Route.of("GET", "/{name}", this::packument),
        Route.of("GET", "/{name}/{version}", this::manifest));
  }

  private Answer packument(Call call, Values values) {
    Shown shown = document(call, values);
    Document document = shown.document();
    boolean writes = call.query().containsKey("write");
    Form form = writes ? Form.FULL : Form.of(call.headerOrEmpty("accept"));
    Forms.Made made = forms.of(document, form, call.base());
    Answer answer = call.acceptsGzip() ? gzipped(made, form) : plain(made, form);
    Answer dated =
        shown.fresh(answer.with("vary", "accept, accept-encoding").with(ClosureRoutes.OFFER, "1"));
    return Validator.apply(
        call, made.etag(), writes ? dated.with("cache-control", "no-store") : dated);
  }

  private static Answer gzipped(Forms.Made made, Form form) {
    return Answer.stream(
            200,
            form.type(),
            made.size(),
            out -> {
              try (InputStream in = made.open()) {
                in.transferTo(out);
              }
            })
        .with("content-encoding", "gzip");
  }

  private static Answer plain(Forms.Made made, Form form) {
    return Answer.stream(
        200,
        form.type(),
        -1,
        out -> {
          try (InputStream file = new BufferedInputStream(made.open());
              InputStream in = new GZIPInputStream(file, 32 * 1024)) {
            in.transferTo(out);
          }
        });
  }

  private Answer manifest(Call call, Values values) {
    Shown shown = document(call, values);
    Document document = shown.document();
    String wanted = values.get("version");
    ObjectNode manifest =
        Packuments.manifest(document, wanted, call.base())
            .orElseThrow(() ->
                Packuments.restriction(document, wanted)
                    .map(HttpProblem::forbidden)
                    .orElseGet(() -> HttpProblem.notFound("version not found: " + wanted)));
    homes
        .refusal(document.name(), manifest.path("version").asString(""))
        .ifPresent(reason -> {
          throw HttpProblem.forbidden(reason);
        });
    return shown.fresh(Answer.json(200, manifest));
  }

  private Answer tags(Call call, Values values) {
    Shown shown = document(call, values);
    return shown.fresh(Answer.json(200, Packuments.tags(shown.document())));
  }

  /** A packument that the caller may read. */
  private record Shown(Document document, boolean byAnybody) {
    Answer fresh(Answer answer) {
      return new Freshness(byAnybody).metadata(answer, document);
    }
  }

  private Shown document(Call call, Values values) {
    PackageName name = Names.of(values);
    boolean byAnybody = gatekeeper.admitReader(call, name);
    return switch (homes.document(name)) {
      case Lookup.Found(Document document) -> new Shown(document, byAnybody);
      case Lookup.Missing _ -> throw HttpProblem.notFound("Not found");
      case Lookup.Refused(String reason) -> throw HttpProblem.forbidden(reason);
      case Lookup.Unavailable(String reason) ->
          throw new HttpProblem(502, "The upstream of " + name + " cannot be asked: " + reason);
    };
  }
}
