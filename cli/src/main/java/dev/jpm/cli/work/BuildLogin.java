package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.provenance.BuildIdentity;
import dev.jpm.cli.provenance.PackageVisibility;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.BuildServices;
import dev.jpm.config.Credentials;
import dev.jpm.config.OptionValue.Flag;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Settings;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Logs a build in to publish one package, as npm does: the token of the service that runs it is
 * taken to the registry for one of its own. What everybody may see anyway is then published with
 * how it was built. Whatever goes wrong leaves things as they are, as most builds that publish have
 * a token from elsewhere.
 */
record BuildLogin(Invocation call, Work work, Registry registry) {
  private static final String EXCHANGE = "-/npm/v1/oidc/token/exchange/package/";

  /** {@code settings} with a token for {@code name}; the same where there is none to be had. */
  Settings in(Settings settings, PackageName name) {
    try {
      String idToken = idToken().orElse(null);
      String token = idToken == null ? null : exchanged(idToken, name).orElse(null);
      if (idToken == null || token == null) {
        return settings;
      }
      Settings loggedIn =
          settings.with(Credentials.keyOf(registry.url()) + ":_authToken", new Text(token));
      return isToBeProven(settings, idToken, token, name)
          ? loggedIn.with("provenance", Flag.YES)
          : loggedIn;
    } catch (JpmException | IllegalArgumentException e) {
      tell("Failure with message: " + e.getMessage());
      return settings;
    }
  }

  private void tell(String sentence) {
    call.terminal().log(Level.VERBOSE, "oidc", sentence);
  }

  private Optional<String> idToken() {
    BuildServices services = services();
    boolean github = services.include(BuildServices.GITHUB_ACTIONS);
    if (!github
        && !services.include(BuildServices.GITLAB_CI)
        && !services.include(BuildServices.CIRCLE_CI)) {
      return Optional.empty();
    }
    String variable = "NPM_ID_TOKEN";
    BuildIdentity identity = identity();
    Optional<String> token =
        github
            ? identity.token(variable, "npm:" + registry.url().getHost())
            : Optional.of(identity.variable(variable)).filter(text -> !text.isEmpty());
    if (token.isEmpty()) {
      call.terminal().log(Level.SILLY, "oidc", "Skipped because no id_token available");
    }
    return token;
  }

  private BuildServices services() {
    return BuildServices.of(call.session().env());
  }

  private BuildIdentity identity() {
    return BuildIdentity.of(call, work.bench().client(), registry);
  }

  private Optional<String> exchanged(String idToken, PackageName name) {
    RegistryRequest request =
        RegistryRequest.of("POST", registry, EXCHANGE + name.escaped())
            .about(name.value())
            .bearing(idToken);
    RegistryReply reply = work.bench().client().send(request);
    if (reply instanceof RegistryReply.Refused refused) {
      tell("Failed token exchange: " + refused.error().sentence());
      return Optional.empty();
    }
    String token = reply.body().path("token").asString("");
    if (!token.isEmpty()) {
      tell("Successfully retrieved and set token");
    }
    return Optional.of(token).filter(text -> !text.isEmpty());
  }

  /** Whether it is public how {@code name} is built, where nobody has said yes or no. */
  private boolean isToBeProven(Settings settings, String idToken, String token, PackageName name) {
    if (!settings.isDefault("provenance")
        || !settings.isDefault("provenance-file")
        || services().include(BuildServices.CIRCLE_CI)) {
      return false;
    }
    try {
      boolean proven =
          isOfPublicSource(idToken)
              && PackageVisibility.isPublic(
                  work.bench().client(), PackageVisibility.question(registry, name).bearing(token));
      if (proven) {
        tell("Enabling provenance");
      }
      return proven;
    } catch (JpmException | IllegalArgumentException e) {
      tell("Failed to set provenance");
      return false;
    }
  }

  private boolean isOfPublicSource(String idToken) {
    String[] parts = idToken.split("\\.", 3);
    if (parts.length < 2) {
      return false;
    }
    String json = new String(Credentials.decoded(parts[1]), StandardCharsets.UTF_8);
    JsonNode claims = JsonText.parse(json, "id token");
    BuildServices services = services();
    return (services.include(BuildServices.GITHUB_ACTIONS)
            && isPublic(claims.path("repository_visibility")))
        || (services.include(BuildServices.GITLAB_CI)
            && isPublic(claims.path("project_visibility"))
            && !identity().variable("SIGSTORE_ID_TOKEN").isEmpty());
  }

  private static boolean isPublic(JsonNode claim) {
    return claim.asString("").equals("public");
  }
}
