package dev.jpm.cli.registry;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.command.SettingsFile;
import dev.jpm.cli.terminal.Level;
import dev.jpm.config.Credentials;
import dev.jpm.config.OptionValue.Text;
import dev.jpm.config.Origin.Layer;
import dev.jpm.config.Registries;
import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Settings;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryReply.Done;
import dev.jpm.fetcher.RegistryRequest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.error.Redacted;
import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code login} and {@code adduser}: in the browser, or with name and password where the registry
 * knows no pages or {@code --auth-type=legacy} says so. The token goes to the user's settings file.
 */
public final class LoginCommand implements Command {
  private final boolean newUser;

  private LoginCommand(boolean newUser) {
    this.newUser = newUser;
  }

  public static LoginCommand login() {
    return new LoginCommand(false);
  }

  public static LoginCommand addUser() {
    return new LoginCommand(true);
  }

  @Override
  public int run(Invocation call) {
    Settings settings = call.settings();
    String scope = settings.text("scope");
    Registry registry = registry(settings, scope);
    String address = registry.url().toString();
    call.terminal().log(Level.NOTICE, "", "Log in on " + Redacted.text(address));
    String token;
    try (RegistryTalk talk = RegistryTalk.of(call)) {
      boolean web = settings.text("auth-type").equals("web");
      Optional<String> fromPage = web ? onPage(call, talk, registry) : Optional.empty();
      token = fromPage.orElseGet(() -> new PasswordLogin(call, talk, registry, newUser).token());
    }
    save(call, registry, scope, token);
    String where = scope.isEmpty() ? "" : " to scope " + scope;
    call.terminal().line("Logged in" + where + " on " + Redacted.text(address) + ".");
    return 0;
  }

  /** A scope's own registry counts unless this call names another. */
  private static Registry registry(Settings settings, String scope) {
    Registries registries = new Registries(settings);
    boolean named = settings.layer(Layer.CLI).containsKey("registry");
    return scope.isEmpty() || named
        ? registries.standard()
        : registries.ofScope(scope).orElseGet(registries::standard);
  }

  /** Empty where the registry has no pages to log in on. */
  private Optional<String> onPage(Invocation call, RegistryTalk talk, Registry registry) {
    ObjectNode wish = JsonNodeFactory.instance.objectNode();
    if (newUser) {
      wish.put("create", true);
    }
    RegistryReply reply = talk.reply(RegistryRequest.of("POST", registry, "-/v1/login").with(wish));
    if (!(reply instanceof Done)) {
      boolean unknown = reply.status() <= 500;
      if (!unknown) {
        reply.orThrow();
      }
      call.terminal().log(Level.VERBOSE, "", "web login not supported, trying couch");
      return Optional.empty();
    }
    JsonNode told = reply.body();
    Optional<URI> page = WebPage.address(told.path("loginUrl"));
    Optional<URI> done = WebPage.address(told.path("doneUrl"));
    if (page.isEmpty() || done.isEmpty()) {
      throw JpmException.of(ErrorCode.EHTTP, "Invalid response from web login endpoint");
    }
    String title = newUser ? "Create your account at" : "Login at";
    return Optional.of(new WebPage(call, talk, title).token(registry, page.get(), done.get()));
  }

  private static void save(Invocation call, Registry registry, String scope, String token) {
    SettingsFile file = SettingsFile.of(call, Layer.USER);
    String key = Credentials.keyOf(registry.url());
    for (String old : new String[] {"_password", "username", "email", "always-auth"}) {
      file.remove(key + ":" + old);
    }
    file.set(key + ":_authToken", new Text(token));
    if (!scope.isEmpty()) {
      file.set(scope + ":registry", new Text(registry.url().toString()));
    }
    file.save();
  }
}
