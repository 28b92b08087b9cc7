package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.Credentials;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Settings;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.JpmException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Logs a build in to publish one package, as npm does: the token of the service that runs it is
 * taken to the registry for one of its own. Whatever goes wrong leaves things as they are, as most
 * builds that publish have a token from elsewhere.
 */
record BuildLogin(Invocation call, Work work, Registry registry) {
  private static final String EXCHANGE = "-/npm/v1/oidc/token/exchange/package/";
  private static final String SERVICES_ADDRESS = "ACTIONS_ID_TOKEN_REQUEST_URL";
  private static final String SERVICES_TOKEN = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

  /** {@code settings} with a token for {@code name}; the same where there is none to be had. */
  Settings in(Settings settings, PackageName name) {
    try {
      return idToken()
          .flatMap(token -> exchanged(token, name))
          .map(token ->
              settings.with(Credentials.keyOf(registry.url()) + ":_authToken", new Text(token)))
          .orElse(settings);
    } catch (JpmException | IllegalArgumentException e) {
      call.terminal().log(Level.VERBOSE, "oidc", "Failure with message: " + e.getMessage());
      return settings;
    }
  }

  private Optional<String> idToken() {
    Map<String, String> env = call.session().env();
    boolean github = !told(env, "GITHUB_ACTIONS").isEmpty();
    if (!github && told(env, "GITLAB_CI").isEmpty() && told(env, "CIRCLECI").isEmpty()) {
      return Optional.empty();
    }
    String given = told(env, "NPM_ID_TOKEN");
    if (!given.isEmpty()) {
      return Optional.of(given);
    }
    String told = told(env, SERVICES_ADDRESS);
    String secret = told(env, SERVICES_TOKEN);
    if (!github || told.isEmpty() || secret.isEmpty()) {
      call.terminal().log(Level.SILLY, "oidc", "Skipped because no id_token available");
      return Optional.empty();
    }
    String audience = URLEncoder.encode("npm:" + registry.url().getHost(), StandardCharsets.UTF_8);
    URI url = URI.create(told + (told.contains("?") ? "&" : "?") + "audience=" + audience);
    RegistryRequest request =
        RegistryRequest.get(registry, url).about("an id token").bearing(secret);
    return text(work.bench().client().send(request), "value");
  }

  private static String told(Map<String, String> env, String name) {
    return env.getOrDefault(name, "");
  }

  private Optional<String> exchanged(String idToken, PackageName name) {
    RegistryRequest request =
        RegistryRequest.of("POST", registry, EXCHANGE + name.escaped())
            .about(name.value())
            .bearing(idToken);
    Optional<String> token = text(work.bench().client().send(request), "token");
    token.ifPresent(
        _ -> call.terminal().log(Level.VERBOSE, "oidc", "Successfully retrieved and set token"));
    return token;
  }

  private Optional<String> text(RegistryReply reply, String field) {
    if (reply instanceof RegistryReply.Refused refused) {
      call.terminal()
          .log(Level.VERBOSE, "oidc", "Failed token exchange: " + refused.error().sentence());
      return Optional.empty();
    }
    return Optional.of(reply.body().path(field).asString("")).filter(text -> !text.isEmpty());
  }
}
