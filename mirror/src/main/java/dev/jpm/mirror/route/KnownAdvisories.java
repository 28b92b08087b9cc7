package dev.jpm.mirror.route;

import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.http.Json;
import dev.jpm.model.error.JpmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/** Answers an audit from the database of advisories that the mirror has itself. */
record KnownAdvisories(AdvisorySource source) {
  /** What is known about the versions in {@code asked}, by name, as the public registry says it. */
  ObjectNode about(ObjectNode asked) {
    SequencedMap<String, List<String>> versions = new LinkedHashMap<>();
    asked
        .properties()
        .forEach(entry ->
            versions.put(
                entry.getKey(),
                entry.getValue().valueStream().map(version -> version.asString("")).toList()));
    ObjectNode answer = Json.object();
    for (Advisory advisory : found(versions)) {
      answer.withArrayProperty(advisory.name()).add(advisory.ofBulkAnswer());
    }
    return answer;
  }

  private List<Advisory> found(SequencedMap<String, List<String>> versions) {
    try {
      return source.advisories(versions);
    } catch (JpmException e) {
      // An empty answer would be taken for a clean one.
      throw new HttpProblem(502, e.sentence());
    }
  }
}
