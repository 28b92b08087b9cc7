package dev.jpm.mirror.route;

import dev.jpm.mirror.access.Gatekeeper;
import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Route;
import dev.jpm.mirror.http.Route.Values;
import dev.jpm.mirror.upstream.Upstream;
import dev.jpm.model.PackageName;
import dev.jpm.model.semver.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** Advisories, keys and attestations: the upstream's, unless the mirror knows advisories itself. */
public final class SecurityRoutes {
  private static final long LARGEST = 16L << 20;
  private static final String BULK = "-/npm/v1/security/advisories/bulk";
  private static final String RETIRED = "/-/npm/v1/security/audits";

  private final Gatekeeper gatekeeper;
  private final Homes homes;
  private final PassedThrough upstream;
  private final TrustedKeys keys;
  private final Attestations attestations;

  public SecurityRoutes(
      Gatekeeper gatekeeper,
      Homes homes,
      PassedThrough upstream,
      TrustedKeys keys,
      Attestations attestations) {
    this.gatekeeper = gatekeeper;
    this.homes = homes;
    this.upstream = upstream;
    this.keys = keys;
    this.attestations = attestations;
  }

  public List<Route> all() {
    return List.of(
        Route.of("POST", "/" + BULK, this::bulk),
        Route.of("POST", RETIRED, this::retired),
        Route.of("POST", RETIRED + "/quick", this::retired),
        Route.of("GET", "/" + TrustedKeys.PATH, this::keys),
        Route.of("GET", "/" + Attestations.PATH + "{spec}", this::attestations));
  }

  /** The names of own packages tell what a company works on: they stay here. */
  private Answer bulk(Call call, Values values) {
    Predicate<PackageName> readable = gatekeeper.readable(call);
    return Answer.json(200, known(Json.read(call, LARGEST), readable));
  }

  private ObjectNode known(ObjectNode asked, Predicate<PackageName> readable) {
    // Asked about what the caller may not read, nobody else hears of it either.
    asked.retain(
        asked.propertyNames().stream()
            .filter(name -> PackageName.tryParse(name).filter(readable).isPresent())
            .toList());
    return homes
        .advisories()
        .map(source -> new KnownAdvisories(source).about(asked))
        .orElseGet(() -> theirs(asked));
  }

  /** Clients of before 2021 send their whole tree, and expect to be told their ways in it. */
  private Answer retired(Call call, Values values) {
    Predicate<PackageName> readable = gatekeeper.readable(call);
    AuditedTree tree = AuditedTree.of(Json.read(call, LARGEST));
    return Answer.json(200, new RetiredAudit(tree).answer(known(tree.question(), readable)));
  }

  private ObjectNode theirs(ObjectNode asked) {
    Map<Upstream, ObjectNode> questions = new LinkedHashMap<>();
    asked
        .properties()
        .forEach(entry ->
            PackageName.tryParse(entry.getKey())
                .filter(name -> !homes.isOwn(name))
                .map(this::whoKnows)
                .ifPresent(from ->
                    questions
                        .computeIfAbsent(from, _ -> Json.object())
                        .set(entry.getKey(), entry.getValue())));
    ObjectNode answer = Json.object();
    questions.forEach((from, question) -> {
      ObjectNode told = upstream.post(from, BULK, question);
      // What one upstream says about the packages of another does not count.
      told.retain(question.propertyNames());
      answer.setAll(told);
    });
    return answer;
  }

  private Upstream whoKnows(PackageName name) {
    // An empty answer would be taken for a clean one.
    return homes
        .upstream(name)
        .orElseThrow(() ->
            HttpProblem.notFound("Nobody that this mirror may ask knows advisories about " + name));
  }

  private Answer keys(Call call, Values values) {
    gatekeeper.admitReader(call);
    return Answer.json(200, keys.all().orElseThrow(Attestations::nobody));
  }

  private Answer attestations(Call call, Values values) {
    String spec = values.get("spec");
    int at = spec.lastIndexOf('@');
    PackageName name =
        PackageName.tryParse(spec.substring(0, Math.max(at, 0))).orElseThrow(Attestations::nobody);
    Version version = Version.tryParse(spec.substring(at + 1)).orElseThrow(Attestations::nobody);
    gatekeeper.admitReader(call, name);
    return Answer.json(200, attestations.of(name, version));
  }
}
