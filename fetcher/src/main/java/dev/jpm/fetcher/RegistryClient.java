package dev.jpm.fetcher;

import dev.jpm.config.Credentials;
import dev.jpm.config.Proxies;
import dev.jpm.config.Registries;
import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Tls;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Reporter;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Speaks to registries: headers and credentials as npm sends them, tries again as npm does, follows
 * redirects without taking credentials to another host. Blocking; meant for virtual threads, any
 * number of them. All errors are {@link JpmException}s.
 */
public final class RegistryClient implements AutoCloseable {
  private final Registries registries;
  private final HttpCaller caller;
  private final int attempts;

  /**
   * A client with its own connections.
   *
   * @param env environment variables by name; only those that name certificate files are read
   */
  public RegistryClient(
      HttpOptions options,
      Registries registries,
      Credentials credentials,
      Proxies proxies,
      Tls tls,
      Map<String, String> env,
      Reporter reporter,
      Pause pause) {
    this.registries = registries;
    this.caller =
        new HttpCaller(
            options, credentials, new Transport(options, tls, proxies, env), reporter, pause);
    this.attempts = options.retries().attempts();
  }

  public Registries registries() {
    return registries;
  }

  boolean offersClosure(URI registry) {
    return caller.offersClosure(registry);
  }

  /** The whole document about {@code name} as the registry gives it; nothing is cached. */
  public JsonNode document(PackageName name) {
    Registry registry = registries.of(name);
    return json(registry, RegistryUrls.packument(registry, name), name.value());
  }

  /** The dist-tags of {@code name} from their own endpoint. */
  public JsonNode distTags(PackageName name) {
    Registry registry = registries.of(name);
    URI url = RegistryUrls.below(registry, "-/package/" + name.escaped() + "/dist-tags");
    return json(registry, url, name.value());
  }

  /** The keys with which the registry of {@code name} signs. */
  public JsonNode signingKeys(PackageName name) {
    Registry registry = registries.of(name);
    return json(registry, RegistryUrls.below(registry, "-/npm/v1/keys"), "-/npm/v1/keys");
  }

  /**
   * What is attested of a version of {@code name}, by the registry itself.
   *
   * @param path from the root of its host
   */
  public JsonNode attestations(PackageName name, String path) {
    Registry registry = registries.of(name);
    return json(registry, registry.url().resolve(path), name.value());
  }

  /**
   * The bytes at {@code url}, where a document about {@code name} says that a tarball is. Nothing
   * is checked or kept.
   */
  public byte[] tarball(PackageName name, URI url) {
    HttpCall get =
        HttpCall.get(url, registries.of(name), Map.of(), name.value(), HttpCall.Kind.TARBALL);
    return get(get, answer -> answer.body().readAllBytes());
  }

  /** What lies at {@code path} (no slash in front) below the standard registry. */
  public JsonNode json(String path) {
    Registry registry = registries.standard();
    return json(registry, RegistryUrls.below(registry, path), path);
  }

  /** Asks whether the standard registry is there; throws where it is not. */
  public JsonNode ping() {
    return json("-/ping");
  }

  /**
   * Sends {@code request}. A refusal is an answer, what keeps from getting one an exception.
   * Nothing that is sent along goes to another host.
   */
  public RegistryReply send(RegistryRequest request) {
    return reply(request.call());
  }

  /**
   * What a service that is no registry answers to {@code body}, asked again where that may help.
   * Nobody's credentials go there, and nothing that is sent along to another host.
   *
   * @param service the address, and where that is from
   */
  public RegistryReply askService(Registry service, JsonNode body) {
    return reply(
        new HttpCall(
            "POST",
            service.url(),
            service,
            Map.of("accept", "application/json"),
            service.url().getPath(),
            HttpCall.Kind.DOCUMENT,
            HttpCall.Body.of(body, HttpCall.Purpose.SERVICE)));
  }

  private RegistryReply reply(HttpCall call) {
    return caller.call(
        call,
        attempts,
        answer ->
            new RegistryReply.Done(
                answer.status(), body(answer), RetryPolicy.seconds(answer.header("retry-after"))),
        RegistryClient::refusal);
  }

  private static RegistryReply refusal(HttpCaller.Failure failure) {
    RefusedException refused = failure.refused();
    if (refused == null) {
      throw failure.error();
    }
    return new RegistryReply.Refused(refused.status(), refused.json(), failure.error());
  }

  /**
   * What the standard registry answers to {@code question}, sent to {@code path} (no slash in
   * front).
   */
  public JsonNode ask(String path, JsonNode question) {
    Registry registry = registries.standard();
    return json(
        new HttpCall(
            "POST",
            RegistryUrls.below(registry, path),
            registry,
            Map.of("accept", "application/json"),
            path,
            HttpCall.Kind.DOCUMENT,
            HttpCall.Body.of(question, HttpCall.Purpose.QUESTION)));
  }

  private JsonNode json(Registry registry, URI url, String subject) {
    return json(
        HttpCall.get(
            url, registry, Map.of("accept", "application/json"), subject, HttpCall.Kind.DOCUMENT));
  }

  private JsonNode json(HttpCall call) {
    return get(call, RegistryClient::body);
  }

  private static JsonNode body(HttpAnswer answer) throws IOException {
    String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return body.isBlank() ? JsonNodeFactory.instance.objectNode() : JsonText.parse(body, "");
    } catch (JpmException malformed) {
      throw HttpFailures.notJson(answer, malformed);
    }
  }

  /** Sends {@code get}, again where that may help, and has {@code reader} read the answer. */
  <T> T get(HttpCall get, HttpAnswer.Reader<T> reader) {
    return caller.call(get, attempts, reader);
  }

  /** The same, but never again: there is another way to what it asks for. */
  <T> T getOnce(HttpCall get, HttpAnswer.Reader<T> reader) {
    return caller.call(get, 1, reader);
  }

  @Override
  public void close() {
    caller.close();
  }
}
