package dev.jpm.cli;

import java.util.HashMap;
import java.util.Map;

/** npm's other names of its commands. */
final class CommandAliases {
  private CommandAliases() {}

  /** The command's name by every other name. */
  static Map<String, String> all() {
    Map<String, String> found = new HashMap<>();
    put(found, "install", "add i in ins inst insta instal isnt isnta isntal isntall");
    put(found, "ci", "clean-install ic install-clean isntall-clean");
    put(found, "install-test", "it");
    put(found, "install-ci-test", "cit clean-install-test sit");
    put(found, "uninstall", "unlink remove rm r un");
    put(found, "update", "u up upgrade udpate");
    put(found, "ls", "list");
    put(found, "ll", "la");
    put(found, "explain", "why");
    put(found, "view", "info show v");
    put(found, "run", "run-script rum urn");
    put(found, "exec", "x");
    put(found, "test", "tst t");
    put(found, "config", "c");
    put(found, "init", "create innit");
    put(found, "version", "verison");
    put(found, "help", "hlep");
    put(found, "owner", "author");
    put(found, "docs", "home");
    put(found, "bugs", "issues");
    put(found, "search", "find s se");
    put(found, "rebuild", "rb");
    put(found, "link", "ln");
    put(found, "dedupe", "ddp");
    put(found, "dist-tag", "dist-tags");
    put(found, "org", "ogr");
    put(found, "adduser", "add-user");
    return Map.copyOf(found);
  }

  private static void put(Map<String, String> aliases, String command, String names) {
    for (String alias : names.split(" ", -1)) {
      aliases.put(alias, command);
    }
  }
}
