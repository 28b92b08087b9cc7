package dev.jpm.cli.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.cli.Invocation;
import dev.jpm.config.Credentials;
import dev.jpm.config.Credentials.Login;
import dev.jpm.config.Registries;
import dev.jpm.config.Secret;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.Optional;

/** As whom the registry knows the caller. */
public final class Identity {
  private static final String BASIC = "Basic ";

  private Identity() {}

  /**
   * The user. A password comes with the name; whose a token is only the registry knows.
   *
   * @throws JpmException ENEEDAUTH where it knows nobody
   */
  public static String of(Invocation call) {
    Login login =
        new Credentials(call.settings())
            .at(new Registries(call.settings()).standard().url())
            .orElse(Login.ANONYMOUS);
    Optional<String> named = login.authorization().flatMap(Identity::named);
    if (named.isPresent()) {
      return named.get();
    }
    String told = "";
    if (login.authorization().isPresent() || login.certificate().isPresent()) {
      try (RegistryTalk talk = RegistryTalk.of(call)) {
        told = talk.get(talk.standard(), "-/whoami").path("username").asString("");
      }
    }
    if (told.isEmpty()) {
      throw JpmException.of(ErrorCode.ENEEDAUTH, "This command requires you to be logged in")
          .withHint("Log in: jpm login");
    }
    return told;
  }

  private static Optional<String> named(Secret authorization) {
    String header = authorization.reveal();
    if (!header.startsWith(BASIC)) {
      return Optional.empty();
    }
    String pair = new String(Credentials.decoded(header.substring(BASIC.length())), UTF_8);
    int colon = pair.indexOf(':');
    return colon <= 0 ? Optional.empty() : Optional.of(pair.substring(0, colon));
  }
}
