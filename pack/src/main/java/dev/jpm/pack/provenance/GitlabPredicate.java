package dev.jpm.pack.provenance;

import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A job of GitLab CI as provenance of SLSA 0.2. */
record GitlabPredicate(Variables env) {
  private static final String BUILD_TYPE = "https://github.com/npm/cli/gitlab/v0alpha1";

  /** Variables that are told as they are. */
  private static final List<String> PARAMETERS =
      """
      CI
      CI_API_GRAPHQL_URL
      CI_API_V4_URL
      CI_BUILD_BEFORE_SHA
      CI_BUILD_ID
      CI_BUILD_NAME
      CI_BUILD_REF
      CI_BUILD_REF_NAME
      CI_BUILD_REF_SLUG
      CI_BUILD_STAGE
      CI_COMMIT_BEFORE_SHA
      CI_COMMIT_BRANCH
      CI_COMMIT_REF_NAME
      CI_COMMIT_REF_PROTECTED
      CI_COMMIT_REF_SLUG
      CI_COMMIT_SHA
      CI_COMMIT_SHORT_SHA
      CI_COMMIT_TIMESTAMP
      CI_COMMIT_TITLE
      CI_CONFIG_PATH
      CI_DEFAULT_BRANCH
      CI_DEPENDENCY_PROXY_DIRECT_GROUP_IMAGE_PREFIX
      CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX
      CI_DEPENDENCY_PROXY_SERVER
      CI_DEPENDENCY_PROXY_USER
      CI_JOB_ID
      CI_JOB_NAME
      CI_JOB_NAME_SLUG
      CI_JOB_STAGE
      CI_JOB_STARTED_AT
      CI_JOB_URL
      CI_NODE_TOTAL
      CI_PAGES_DOMAIN
      CI_PAGES_URL
      CI_PIPELINE_CREATED_AT
      CI_PIPELINE_ID
      CI_PIPELINE_IID
      CI_PIPELINE_SOURCE
      CI_PIPELINE_URL
      CI_PROJECT_CLASSIFICATION_LABEL
      CI_PROJECT_DESCRIPTION
      CI_PROJECT_ID
      CI_PROJECT_NAME
      CI_PROJECT_NAMESPACE
      CI_PROJECT_NAMESPACE_ID
      CI_PROJECT_PATH
      CI_PROJECT_PATH_SLUG
      CI_PROJECT_REPOSITORY_LANGUAGES
      CI_PROJECT_ROOT_NAMESPACE
      CI_PROJECT_TITLE
      CI_PROJECT_URL
      CI_PROJECT_VISIBILITY
      CI_REGISTRY
      CI_REGISTRY_IMAGE
      CI_REGISTRY_USER
      CI_RUNNER_DESCRIPTION
      CI_RUNNER_ID
      CI_RUNNER_TAGS
      CI_SERVER_HOST
      CI_SERVER_NAME
      CI_SERVER_PORT
      CI_SERVER_PROTOCOL
      CI_SERVER_REVISION
      CI_SERVER_SHELL_SSH_HOST
      CI_SERVER_SHELL_SSH_PORT
      CI_SERVER_URL
      CI_SERVER_VERSION
      CI_SERVER_VERSION_MAJOR
      CI_SERVER_VERSION_MINOR
      CI_SERVER_VERSION_PATCH
      CI_TEMPLATE_REGISTRY_HOST
      GITLAB_CI
      GITLAB_FEATURES
      GITLAB_USER_ID
      GITLAB_USER_LOGIN
      RUNNER_GENERATE_ARTIFACTS_METADATA
      """
          .lines()
          .toList();

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("buildType", BUILD_TYPE);
    json.putObject("builder")
        .put("id", env.text("CI_PROJECT_URL") + "/-/runners/" + env.text("CI_RUNNER_ID"));
    json.set("invocation", invocation());
    ObjectNode metadata = json.putObject("metadata");
    metadata.put("buildInvocationId", env.text("CI_JOB_URL"));
    metadata
        .putObject("completeness")
        .put("parameters", true)
        .put("environment", true)
        .put("materials", false);
    metadata.put("reproducible", false);
    source(json.putArray("materials").addObject());
    return json;
  }

  private void source(ObjectNode json) {
    json.put("uri", "git+" + env.text("CI_PROJECT_URL"));
    env.put(json.putObject("digest"), "sha1", "CI_COMMIT_SHA");
  }

  private ObjectNode invocation() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode config = json.putObject("configSource");
    source(config);
    env.put(config, "entryPoint", "CI_JOB_NAME");
    ObjectNode parameters = json.putObject("parameters");
    PARAMETERS.forEach(name -> env.put(parameters, name, name));
    ObjectNode environment = json.putObject("environment");
    env.put(environment, "name", "CI_RUNNER_DESCRIPTION");
    env.put(environment, "architecture", "CI_RUNNER_EXECUTABLE_ARCH");
    env.put(environment, "server", "CI_SERVER_URL");
    env.put(environment, "project", "CI_PROJECT_PATH");
    env.put(environment.putObject("job"), "id", "CI_JOB_ID");
    ObjectNode pipeline = environment.putObject("pipeline");
    env.put(pipeline, "id", "CI_PIPELINE_ID");
    env.put(pipeline, "ref", "CI_CONFIG_PATH");
    return json;
  }
}
