package dev.jpm.config;

import static dev.jpm.config.Option.bool;
import static dev.jpm.config.Option.oneOf;
import static dev.jpm.config.Option.text;
import static dev.jpm.config.Option.typed;
import static dev.jpm.config.ValueType.Basic.ARRAY;
import static dev.jpm.config.ValueType.Basic.NULL;
import static dev.jpm.config.ValueType.Basic.NUMBER;
import static dev.jpm.config.ValueType.Basic.STRING;

import dev.jpm.config.OptionValue.Many;
import dev.jpm.config.ValueType.Literal;
import java.util.List;

/** Who we are to a registry. */
final class AuthOptions {
  private AuthOptions() {}

  static final List<Option> ALL =
      List.of(
          typed("_auth", NULL, STRING)
              .says(
                  "Basic credentials (base64 of user:password) for the default registry; prefer a token in .npmrc scoped to one host"),
          oneOf("auth-type", "web", "legacy", "web")
              .says("How login proves who you are: in the browser or with name and password"),
          bool("bypass-2fa", false).says("A new token may skip two-factor authentication"),
          typed("cidr", NULL, STRING, ARRAY).says("Address ranges a new token is limited to"),
          typed("expires", NULL, NUMBER).says("Days until a new token expires"),
          typed("name", NULL, STRING).says("Name of a new token"),
          typed("orgs", NULL, STRING, ARRAY).says("Organizations a new token may reach"),
          typed(
                  "orgs-permission",
                  NULL,
                  Literal.of("read-only"),
                  Literal.of("read-write"),
                  Literal.of("no-access"))
              .says("What a new token may do with organizations"),
          typed("otp", NULL, STRING).says("One-time password of a two-factor authenticator"),
          typed("packages", NULL, STRING, ARRAY)
              .defaults(Many.EMPTY)
              .says("Packages a new token may reach"),
          bool("packages-all", false).says("A new token may reach every package"),
          typed(
                  "packages-and-scopes-permission",
                  NULL,
                  Literal.of("read-only"),
                  Literal.of("read-write"),
                  Literal.of("no-access"))
              .says("What a new token may do with packages and scopes"),
          typed("password", NULL, STRING).says("Password for commands that ask for one"),
          bool("read-only", false).says("A new token may not publish"),
          text("scope", "")
              .hint("<@scope>")
              .says("Scope that an operation belongs to, such as the one a login is for"),
          typed("scopes", NULL, STRING, ARRAY).says("Scopes a new token may reach"),
          typed("token-description", NULL, STRING).says("What a new token is for"));
}
