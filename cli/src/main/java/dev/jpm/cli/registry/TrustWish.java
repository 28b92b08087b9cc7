package dev.jpm.cli.registry;

import dev.jpm.config.Settings;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.spec.HostedRepository;
import dev.jpm.model.spec.HostedRepository.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which builds are to be trusted, of flags, in the words of the registry. */
final class TrustWish {
  private static final String CIRCLE = "oidc.circleci.com/";

  private final Settings settings;
  private final @Nullable Manifest manifest;

  /**
   * A wish.
   *
   * @param manifest of the package, where it is the project; null for another
   */
  TrustWish(Settings settings, @Nullable Manifest manifest) {
    this.settings = settings;
    this.manifest = manifest;
  }

  ObjectNode of(String service) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    List<String> permissions = permissions();
    wish.put("type", service);
    ObjectNode claims = wish.putObject("claims");
    switch (service) {
      case "github" -> github(claims);
      case "gitlab" -> gitlab(claims);
      default -> circle(claims);
    }
    permissions.forEach(wish.putArray("permissions")::add);
    return wish;
  }

  private List<String> permissions() {
    List<String> permissions = new ArrayList<>();
    if (settings.flag("allow-publish")) {
      permissions.add("createPackage");
    }
    if (settings.flag("allow-stage-publish")) {
      permissions.add("createStagedPackage");
    }
    if (permissions.isEmpty()) {
      throw refused(
          "At least one permission flag is required (--allow-publish, --allow-stage-publish)");
    }
    return permissions;
  }

  private void github(ObjectNode claims) {
    String repository = sources("repository", Host.GITHUB, "GitHub repository");
    if (repository.split("/", -1).length != 2) {
      throw refused("GitHub repository must be specified in the format owner/repository");
    }
    claims.put("repository", repository);
    claims.putObject("workflow_ref").put("file", file("GitHub Actions Workflow"));
    environment(claims);
  }

  private void gitlab(ObjectNode claims) {
    String given = settings.text("project").isEmpty() ? "repository" : "project";
    String project = sources(given, Host.GITLAB, "GitLab project");
    if (!project.contains("/")) {
      throw refused("GitLab project must be specified in the format group/project");
    }
    claims.put("project_path", project);
    claims.putObject("ci_config_ref_uri").put("file", file("GitLab CI/CD Pipeline"));
    environment(claims);
  }

  private void circle(ObjectNode claims) {
    for (String name : List.of("org-id", "project-id", "pipeline-definition-id", "vcs-origin")) {
      if (settings.text(name).isEmpty()) {
        throw refused(name + " is required");
      }
      claims.put(CIRCLE + name, settings.text(name));
    }
    if (settings.text("vcs-origin").split("/", -1).length < 3
        || settings.text("vcs-origin").contains("://")) {
      throw refused("vcs-origin must be in format 'provider/owner/repo'");
    }
    if (!settings.list("context-id").isEmpty()) {
      settings.list("context-id").forEach(claims.putArray(CIRCLE + "context-ids")::add);
    }
  }

  private String file(String what) {
    String file = settings.text("file");
    if (file.isEmpty()) {
      throw refused(what + " must be specified with the file option");
    }
    if (!file.endsWith(".yml") && !file.endsWith(".yaml")) {
      throw refused(what + " must end in .yml or .yaml");
    }
    if (file.contains("/")) {
      throw refused(what + " must be just a file not a path");
    }
    return file;
  }

  private void environment(ObjectNode claims) {
    if (!settings.text("environment").isEmpty()) {
      claims.put("environment", settings.text("environment"));
    }
  }

  /** What a flag says, or the package's own sources where it says nothing. */
  private String sources(String flag, Host host, String what) {
    String given = settings.text(flag);
    if (!given.isEmpty()) {
      return given;
    }
    return Optional.ofNullable(manifest)
        .flatMap(TrustWish::repository)
        .filter(repository -> repository.host() == host && repository.user() != null)
        .map(repository -> repository.user() + "/" + repository.project())
        .orElseThrow(() ->
            refused(
                what
                    + " must be specified with "
                    + flag
                    + " option or inferred from the package.json repository field"));
  }

  private static Optional<HostedRepository> repository(Manifest manifest) {
    JsonNode told = manifest.json().path("repository");
    String url = told.isString() ? told.stringValue() : told.path("url").asString("");
    return HostedRepository.tryParse(url.replaceFirst("^git\\+", ""));
  }

  private static JpmException refused(String sentence) {
    return JpmException.of(ErrorCode.EUSAGE, sentence);
  }
}
