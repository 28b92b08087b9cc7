package dev.jpm.pack.provenance;

import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonWriter;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How a version was built, told by the environment that the build runs in: an in-toto statement,
 * byte for byte npm's for the same environment.
 */
public final class BuildStatement {
  /** The media type of statements. */
  public static final String TYPE = "application/vnd.in-toto+json";

  private BuildStatement() {}

  /** In a run of a workflow of GitHub Actions. */
  public static String ofGithub(Subject subject, Map<String, String> env) {
    return statement(
        "https://in-toto.io/Statement/v1",
        subject,
        "https://slsa.dev/provenance/v1",
        new GithubPredicate(new Variables(env)).json());
  }

  /** In a job of GitLab CI. */
  public static String ofGitlab(Subject subject, Map<String, String> env) {
    return statement(
        "https://in-toto.io/Statement/v0.1",
        subject,
        "https://slsa.dev/provenance/v0.2",
        new GitlabPredicate(new Variables(env)).json());
  }

  private static String statement(
      String type, Subject subject, String predicateType, ObjectNode predicate) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("_type", type);
    json.putArray("subject").add(subject.json());
    json.put("predicateType", predicateType).set("predicate", predicate);
    return JsonWriter.write(json, JsonStyle.COMPACT);
  }
}
