package dev.jpm.mirror.trust;

import dev.jpm.mirror.config.OidcIssuer.Kind;
import dev.jpm.mirror.http.HttpProblem;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What rules want of a token, in npm's words, and whether it is so. */
final class Claims {
  private static final String CIRCLE = "oidc.circleci.com/";
  private static final String CONTEXTS = CIRCLE + "context-ids";
  private static final List<String> CIRCLE_CLAIMS =
      Stream.of("org-id", "project-id", "pipeline-definition-id", "vcs-origin")
          .map(CIRCLE::concat)
          .toList();

  private Claims() {}

  /** Refuses a wish that would mean anybody, or nobody. */
  static void check(Kind kind, ObjectNode wanted) {
    List<String> known =
        switch (kind) {
          case GITHUB -> List.of("repository", "workflow_ref", "environment");
          case GITLAB -> List.of("project_path", "ci_config_ref_uri", "environment");
          case CIRCLECI -> Stream.concat(CIRCLE_CLAIMS.stream(), Stream.of(CONTEXTS)).toList();
        };
    for (String name : wanted.propertyNames()) {
      if (!known.contains(name)) {
        throw HttpProblem.badRequest("Nothing is known of the claim " + name);
      }
    }
    List<String> needed = kind == Kind.CIRCLECI ? CIRCLE_CLAIMS : known.subList(0, 1);
    for (String name : needed) {
      if (wanted.path(name).asString("").isEmpty()) {
        throw HttpProblem.badRequest("The claim " + name + " must be there");
      }
    }
    if (kind != Kind.CIRCLECI && file(wanted, known.get(1)).isEmpty()) {
      throw HttpProblem.badRequest("The claim " + known.get(1) + " must name a file");
    }
  }

  private static String file(ObjectNode wanted, String claim) {
    return wanted.path(claim).path("file").asString("");
  }

  /** Whether the token that makes these claims is of those that are wanted. */
  static boolean match(Kind kind, ObjectNode wanted, JsonNode made) {
    return switch (kind) {
      case GITHUB -> {
        String repository = wanted.path("repository").asString("");
        String workflow = repository + "/.github/workflows/" + file(wanted, "workflow_ref") + "@";
        yield repository.equals(text(made, "repository"))
            && text(made, "workflow_ref").startsWith(workflow)
            && environment(wanted, made);
      }
      case GITLAB -> {
        String project = wanted.path("project_path").asString("");
        String file = "/" + project + "//" + file(wanted, "ci_config_ref_uri") + "@";
        String defined = text(made, "ci_config_ref_uri");
        yield project.equals(text(made, "project_path"))
            && defined.indexOf(file) == defined.indexOf('/')
            && defined.contains(file)
            && environment(wanted, made);
      }
      case CIRCLECI ->
          CIRCLE_CLAIMS.stream()
                  .allMatch(name -> wanted.path(name).asString("").equals(text(made, name)))
              && wanted
                  .path(CONTEXTS)
                  .valueStream()
                  .allMatch(id -> made.path(CONTEXTS).valueStream().anyMatch(id::equals));
    };
  }

  private static boolean environment(ObjectNode wanted, JsonNode made) {
    String environment = wanted.path("environment").asString("");
    return environment.isEmpty() || environment.equals(text(made, "environment"));
  }

  private static String text(JsonNode made, String claim) {
    return made.path(claim).asString("");
  }
}
