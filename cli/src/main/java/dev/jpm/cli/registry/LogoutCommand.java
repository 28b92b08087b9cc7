package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.SettingsFile;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.Credentials;
import dev.jpm.config.Credentials.Login;
import dev.jpm.config.Origin;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Registries;
import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Secret;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.error.Redacted;
import java.util.Set;

/** {@code logout}: ends the token at the registry, then takes it out of the settings. */
public final class LogoutCommand implements Command {
  private static final String BEARER = "Bearer ";
  private static final Set<Layer> FILES = Set.of(Layer.PROJECT, Layer.USER, Layer.GLOBAL);

  @Override
  public int run(Invocation call) {
    String scope = call.settings().text("scope");
    Registries registries = new Registries(call.settings());
    Registry registry =
        scope.isEmpty()
            ? registries.standard()
            : registries.ofScope(scope).orElseGet(registries::standard);
    String shown = Redacted.text(registry.url().toString());
    Login login = new Credentials(call.settings()).at(registry.url()).orElse(Login.ANONYMOUS);
    String header = login.authorization().map(Secret::reveal).orElse("");
    if (header.isEmpty()) {
      throw JpmException.of(
          ErrorCode.ENEEDAUTH, "not logged in to " + shown + ", so can't log out!");
    }
    if (header.startsWith(BEARER)) {
      end(call, registry, header.substring(BEARER.length()));
    }
    clear(call, registry, scope, login.origin().map(Origin::layer).orElse(Layer.USER));
    return 0;
  }

  private static void end(Invocation call, Registry registry, String token) {
    String encoded = UrlPart.of(token);
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      talk.change(
          RegistryRequest.of("DELETE", registry, "-/user/token/" + encoded).about("the token"));
    }
  }

  private static void clear(Invocation call, Registry registry, String scope, Layer layer) {
    if (!FILES.contains(layer)) {
      call.terminal()
          .log(
              Level.WARN,
              "logout",
              "The credentials stand in no settings file (" + layer.word() + ")");
      return;
    }
    SettingsFile file = SettingsFile.of(call, layer);
    if (!scope.isEmpty()) {
      file.remove(scope + ":registry");
    }
    String key = Credentials.keyOf(registry.url());
    for (String kind :
        new String[] {
          "_authToken", "_auth", "_password", "username", "email", "certfile", "keyfile"
        }) {
      file.remove(key + ":" + kind);
    }
    file.save();
  }
}
