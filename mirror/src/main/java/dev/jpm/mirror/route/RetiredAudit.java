package dev.jpm.mirror.route;

import dev.jpm.audit.Severity;
import dev.jpm.audit.advisory.Advisory;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.route.AuditedTree.Place;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An audit as npm 6, Yarn 1 and pnpm before 11 know it, made of what newer clients are told. Each
 * place is told with one way to it; what could be done about it is left to people.
 */
record RetiredAudit(AuditedTree tree) {
  /** What is below an upper bound is vulnerable, at the end of a range. */
  private static final Pattern END = Pattern.compile("(<=?)\\s*([^\\s<>=|]+)\\s*$");

  private static final String NOTHING = "<0.0.0";

  /**
   * The answer.
   *
   * @param bulk what is known, as newer clients are told
   */
  ObjectNode answer(ObjectNode bulk) {
    Map<String, List<Place>> places =
        tree.places().stream().collect(Collectors.groupingBy(Place::name));
    ObjectNode answer = Json.object();
    ArrayNode actions = answer.putArray("actions");
    ObjectNode advisories = answer.putObject("advisories");
    answer.putArray("muted");
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Advisory advisory : Advisory.ofBulkAnswer(bulk)) {
      List<Place> hit =
          places.getOrDefault(advisory.name(), List.of()).stream()
              .filter(place -> advisory.concerns(place.version()))
              .toList();
      if (!hit.isEmpty()) {
        counts.merge(advisory.severity(), hit.size(), Integer::sum);
        ObjectNode told = told(advisory);
        told.set("findings", findings(hit));
        advisories.set(told.path("id").asString(), told);
        actions.add(review(told, hit));
      }
    }
    answer.set("metadata", metadata(counts));
    return answer;
  }

  private static ObjectNode told(Advisory advisory) {
    ObjectNode told = advisory.ofBulkAnswer();
    String id = advisory.publicId();
    if (!told.has("id")) {
      told.put("id", id);
    }
    String patched = patched(advisory.range());
    told.put("module_name", advisory.name()).put("patched_versions", patched);
    if (id.startsWith("GHSA-")) {
      told.put("github_advisory_id", id);
    }
    told.putArray("cves");
    told.put("access", "public").put("overview", "").put("references", advisory.url());
    told.putObject("found_by").put("name", "");
    return told.put(
        "recommendation",
        patched.equals(NOTHING) ? "None" : "Upgrade to version " + patched.replaceAll("^>=?", ""));
  }

  private static String patched(String vulnerable) {
    Matcher end = END.matcher(vulnerable);
    return end.find() ? (end.group(1).equals("<") ? ">=" : ">") + end.group(2) : NOTHING;
  }

  private static ArrayNode findings(List<Place> hit) {
    Map<String, List<Place>> versions =
        hit.stream()
            .collect(Collectors.groupingBy(Place::version, TreeMap::new, Collectors.toList()));
    ArrayNode findings = Json.array();
    versions.forEach((version, places) -> {
      ObjectNode finding = findings.addObject().put("version", version);
      ArrayNode paths = finding.putArray("paths");
      places.forEach(place -> paths.add(place.way()));
      for (String flag : List.of("dev", "optional", "bundled")) {
        finding.put(flag, places.stream().allMatch(place -> place.is(flag)));
      }
    });
    return findings;
  }

  private static ObjectNode review(ObjectNode told, List<Place> hit) {
    ObjectNode action = Json.object().put("action", "review").put("module", hit.getFirst().name());
    ArrayNode resolves = action.putArray("resolves");
    for (Place place : hit) {
      ObjectNode resolved = resolves.addObject();
      resolved.set("id", told.path("id"));
      resolved.put("path", place.way());
      for (String flag : List.of("dev", "optional", "bundled")) {
        resolved.put(flag, place.is(flag));
      }
    }
    return action;
  }

  private ObjectNode metadata(Map<Severity, Integer> counts) {
    ObjectNode metadata = Json.object();
    ObjectNode vulnerabilities = metadata.putObject("vulnerabilities");
    for (Severity severity : Severity.values()) {
      vulnerabilities.put(severity.word(), counts.getOrDefault(severity, 0));
    }
    List<Place> all = tree.places();
    long dev = all.stream().filter(place -> place.is("dev")).count();
    long optional = all.stream().filter(place -> place.is("optional") && !place.is("dev")).count();
    return metadata
        .put("dependencies", all.size() - dev - optional)
        .put("devDependencies", dev)
        .put("optionalDependencies", optional)
        .put("totalDependencies", all.size());
  }
}
