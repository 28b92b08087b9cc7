package dev.jpm.cli.registry;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;

/** A team of an organization, both without the {@code @}. */
record Team(String scope, String name) {
  /** Of {@code scope:team}. */
  static Team parse(String text) {
    String bare = text.startsWith("@") ? text.substring(1) : text;
    int colon = bare.indexOf(':');
    if (colon <= 0 || colon == bare.length() - 1) {
      throw JpmException.of(ErrorCode.EUSAGE, "team must be in format `scope:team`");
    }
    return new Team(bare.substring(0, colon), bare.substring(colon + 1));
  }

  String path() {
    return "-/team/" + UrlPart.of(scope) + "/" + UrlPart.of(name);
  }

  @Override
  public String toString() {
    return scope + ":" + name;
  }
}
