package dev.jpm.mirror.route;

import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.Attestation;
import dev.jpm.mirror.upstream.AttestationLookup;
import dev.jpm.mirror.upstream.Attested;
import dev.jpm.model.PackageName;
import dev.jpm.model.semver.Version;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is attested of versions. Also here names of own packages are not asked of others. */
public final class Attestations {
  static final String PATH = Attested.PATH;

  private final Homes homes;
  private final Attested upstream;
  private final OwnPackages packages;

  public Attestations(Homes homes, Attested upstream, OwnPackages packages) {
    this.homes = homes;
    this.upstream = upstream;
    this.packages = packages;
  }

  /** What its registry attests of a version; a problem where that is nothing. */
  public JsonNode of(PackageName name, Version version) {
    if (homes.isOwn(name)) {
      return attested(packages.attestations(name, version.toString()));
    }
    return switch (upstream.find(name, version.toString(), homes.upstream(name).orElse(null))) {
      case AttestationLookup.Found(JsonNode answer) -> answer;
      case AttestationLookup.Missing _ -> throw nobody();
      case AttestationLookup.Unavailable(String reason) -> throw new HttpProblem(502, reason);
    };
  }

  private static ObjectNode attested(List<Attestation> attestations) {
    if (attestations.isEmpty()) {
      throw nobody();
    }
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("attestations");
    attestations.forEach(
        each -> list.addObject().put("predicateType", each.type()).set("bundle", each.bundle()));
    return answer;
  }

  static HttpProblem nobody() {
    return HttpProblem.notFound("Not found");
  }
}
