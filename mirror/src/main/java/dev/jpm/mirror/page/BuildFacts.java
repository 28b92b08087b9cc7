package dev.jpm.mirror.page;

import dev.jpm.mirror.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * How a version was built, as a provenance statement tells it, in either version of its format.
 * What it does not tell is empty.
 *
 * @param source the repository
 * @param workflow the file in it that says how it is built
 * @param run the build itself
 * @param entry its number in the transparency log
 * @param promised whether the log is of the kind whose entries are found by their number
 */
record BuildFacts(
    String source,
    String commit,
    String workflow,
    String builder,
    String run,
    String entry,
    boolean promised) {
  private static final String PROVENANCE = "https://slsa.dev/provenance/";

  /** Those of the provenance among what a registry attests of a version. */
  static Optional<BuildFacts> in(JsonNode answer) {
    return answer
        .path("attestations")
        .valueStream()
        .filter(one -> one.path("predicateType").asString("").startsWith(PROVENANCE))
        .map(one -> of(one.path("bundle")))
        .findFirst();
  }

  private static BuildFacts of(JsonNode bundle) {
    JsonNode predicate = statement(bundle).path("predicate");
    JsonNode entry = bundle.path("verificationMaterial").path("tlogEntries").path(0);
    String number = entry.path("logIndex").asString("");
    boolean promised = entry.path("integratedTime").asLong(0) > 0;
    return predicate.has("buildDefinition")
        ? first(predicate, number, promised)
        : early(predicate, number, promised);
  }

  private static BuildFacts first(JsonNode predicate, String entry, boolean promised) {
    JsonNode definition = predicate.path("buildDefinition");
    JsonNode workflow = definition.path("externalParameters").path("workflow");
    JsonNode source = definition.path("resolvedDependencies").path(0);
    JsonNode run = predicate.path("runDetails");
    return new BuildFacts(
        one(text(workflow, "repository"), repository(text(source, "uri"))),
        one(text(source.path("digest"), "gitCommit"), text(source.path("digest"), "sha1")),
        text(workflow, "path"),
        text(run.path("builder"), "id"),
        text(run.path("metadata"), "invocationId"),
        entry,
        promised);
  }

  private static BuildFacts early(JsonNode predicate, String entry, boolean promised) {
    JsonNode source = predicate.path("invocation").path("configSource");
    JsonNode run = predicate.path("metadata").path("buildInvocationId");
    return new BuildFacts(
        repository(text(source, "uri")),
        text(source.path("digest"), "sha1"),
        text(source, "entryPoint"),
        text(predicate.path("builder"), "id"),
        run.asString(""),
        entry,
        promised);
  }

  /** Of {@code git+https://host/repository@refs/heads/main} what names the repository. */
  private static String repository(String uri) {
    int at = uri.indexOf("@refs/");
    return at < 0 ? uri : uri.substring(0, at);
  }

  private static String one(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static JsonNode statement(JsonNode bundle) {
    String payload = bundle.path("dsseEnvelope").path("payload").asString("");
    try {
      byte[] bytes = Base64.getDecoder().decode(payload);
      return Json.parseAny(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | JacksonException e) {
      return Json.object(); // It states nothing that anybody could read.
    }
  }
}
