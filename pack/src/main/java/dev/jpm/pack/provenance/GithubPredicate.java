package dev.jpm.pack.provenance;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run of GitHub Actions as provenance of SLSA 1. */
record GithubPredicate(Variables env) {
  private static final String BUILD_TYPE =
      "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1";
  private static final String RUNNER = "https://github.com/actions/runner/";

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("buildDefinition", definition());
    json.set("runDetails", run());
    return json;
  }

  private String repository() {
    return env.text("GITHUB_SERVER_URL") + "/" + env.text("GITHUB_REPOSITORY");
  }

  private ObjectNode definition() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("buildType", BUILD_TYPE);
    workflow(json.putObject("externalParameters").putObject("workflow"));
    ObjectNode github = json.putObject("internalParameters").putObject("github");
    env.put(github, "event_name", "GITHUB_EVENT_NAME");
    env.put(github, "repository_id", "GITHUB_REPOSITORY_ID");
    env.put(github, "repository_owner_id", "GITHUB_REPOSITORY_OWNER_ID");
    ObjectNode source = json.putArray("resolvedDependencies").addObject();
    source.put("uri", "git+" + repository() + "@" + env.text("GITHUB_REF"));
    env.put(source.putObject("digest"), "gitCommit", "GITHUB_SHA");
    return json;
  }

  /** The variable holds {@code owner/repository/file@ref}. */
  private void workflow(ObjectNode json) {
    String whole = env.orEmpty("GITHUB_WORKFLOW_REF");
    String prefix = env.text("GITHUB_REPOSITORY") + "/";
    int repository = whole.indexOf(prefix);
    String relative =
        repository < 0
            ? whole
            : whole.substring(0, repository) + whole.substring(repository + prefix.length());
    int at = relative.indexOf('@');
    // Where there is none, npm's slice counts from the end.
    int end = at < 0 ? Math.max(0, relative.length() - 1) : at;
    json.put("ref", relative.substring(at + 1));
    json.put("repository", repository()).put("path", relative.substring(0, end));
  }

  private ObjectNode run() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("builder").put("id", RUNNER + env.text("RUNNER_ENVIRONMENT"));
    json.putObject("metadata")
        .put(
            "invocationId",
            repository()
                + "/actions/runs/"
                + env.text("GITHUB_RUN_ID")
                + "/attempts/"
                + env.text("GITHUB_RUN_ATTEMPT"));
    return json;
  }
}
