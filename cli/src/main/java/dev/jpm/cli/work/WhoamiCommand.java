package dev.jpm.cli.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.config.Credentials;
import dev.jpm.config.Credentials.Login;
import dev.jpm.config.Registries;
import dev.jpm.config.Secret;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.Base64;
import java.util.Optional;

/** {@code whoami}: the user as whom the registry knows the caller. */
public final class WhoamiCommand implements Command {
  private static final String BASIC = "Basic ";

  @Override
  public int run(Invocation call) {
    String user = user(call);
    if (call.settings().flag("json")) {
      call.terminal().json(user);
    } else {
      call.terminal().line(user);
    }
    return 0;
  }

  /** A password comes with the name; whose a token is only the registry knows. */
  private static String user(Invocation call) {
    Login login =
        new Credentials(call.settings())
            .at(new Registries(call.settings()).standard().url())
            .orElse(Login.ANONYMOUS);
    Optional<String> named = login.authorization().flatMap(WhoamiCommand::named);
    if (named.isPresent()) {
      return named.get();
    }
    String told = "";
    if (login.authorization().isPresent() || login.certificate().isPresent()) {
      try (Work work = Work.of(call)) {
        told = work.bench().client().json("-/whoami").path("username").asString("");
        work.quiet();
      }
    }
    if (told.isEmpty()) {
      throw JpmException.of(ErrorCode.ENEEDAUTH, "This command requires you to be logged in");
    }
    return told;
  }

  private static Optional<String> named(Secret authorization) {
    String header = authorization.reveal();
    if (!header.startsWith(BASIC)) {
      return Optional.empty();
    }
    String pair =
        new String(Base64.getMimeDecoder().decode(header.substring(BASIC.length())), UTF_8);
    int colon = pair.indexOf(':');
    return colon <= 0 ? Optional.empty() : Optional.of(pair.substring(0, colon));
  }
}
