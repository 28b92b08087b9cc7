package dev.jpm.cli.provenance;

import dev.jpm.cli.Invocation;
import dev.jpm.config.Registries.Registry;
import dev.jpm.fetcher.RegistryClient;
import dev.jpm.fetcher.RegistryRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Who builds, as the service that runs the build says: a token for one audience, given in a
 * variable, or asked for where GitHub Actions says.
 *
 * @param registry that is published to
 */
public record BuildIdentity(Map<String, String> env, RegistryClient client, Registry registry) {
  /** Where GitHub Actions gives out tokens. */
  public static final String ADDRESS = "ACTIONS_ID_TOKEN_REQUEST_URL";

  private static final String SECRET = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

  /** That of {@code call}. */
  public static BuildIdentity of(Invocation call, RegistryClient client, Registry registry) {
    return new BuildIdentity(call.session().env(), client, registry);
  }

  /**
   * The token for {@code audience}; empty where there is none to be had.
   *
   * @param variable that it may stand in
   */
  public Optional<String> token(String variable, String audience) {
    String given = variable(variable);
    return given.isEmpty() ? fromGithub(audience) : Optional.of(given);
  }

  /** The token for {@code audience} that GitHub Actions gives, where this is a run of it. */
  private Optional<String> fromGithub(String audience) {
    String address = variable(ADDRESS);
    String secret = variable(SECRET);
    if (address.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    String asked = "audience=" + URLEncoder.encode(audience, StandardCharsets.UTF_8);
    URI url = URI.create(address + (address.contains("?") ? "&" : "?") + asked);
    RegistryRequest request =
        RegistryRequest.get(registry, url).about("an id token").bearing(secret);
    String token = client.send(request).orThrow().path("value").asString("");
    return Optional.of(token).filter(text -> !text.isEmpty());
  }

  /** A variable of the environment; empty text where it is missing. */
  public String variable(String name) {
    return env.getOrDefault(name, "");
  }
}
