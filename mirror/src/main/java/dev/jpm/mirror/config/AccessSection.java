package dev.jpm.mirror.config;

import dev.jpm.mirror.config.MirrorConfig.Access;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a configuration file says of people and of what they may do. */
final class AccessSection {
  private AccessSection() {}

  /** Who may do what; files are relative to {@code folder}. */
  static Access read(ConfigNode root, @Nullable Path folder, Access usual) {
    SignIn signIn = SignInSection.read(root, folder, usual.signIn());
    return new Access(
        signIn,
        signUp(root, signIn, usual.signUp()),
        root.flag("anonymous-reads", usual.anonymousReads()),
        root.texts("admins", usual.admins()),
        root.has("access") ? rules(root) : usual.rules());
  }

  /** Where a provider says who people are, nobody makes themselves one of them. */
  private static boolean signUp(ConfigNode root, SignIn signIn, boolean usual) {
    boolean apart = signIn.provider() == null;
    boolean signUp = root.flag("sign-up", usual && apart);
    if (signUp && !apart) {
      throw root.invalid("sign-up", "the provider of sign-in says who is a user, nobody else");
    }
    return signUp;
  }

  private static List<AccessRule> rules(ConfigNode root) {
    List<AccessRule> rules = new ArrayList<>();
    boolean all = false;
    for (ConfigNode node : root.list("access")) {
      AccessRule rule = rule(node);
      if (all) {
        throw node.invalid("packages", "a rule before this one is about all packages");
      }
      all = rule.packages().contains("**");
      rules.add(rule);
    }
    return rules;
  }

  private static AccessRule rule(ConfigNode node) {
    List<String> packages = node.texts("packages", List.of());
    if (packages.isEmpty()) {
      throw node.invalid("packages", "it is missing");
    }
    AccessRule rule =
        new AccessRule(
            packages, circle(node, "read"), changing(node, "publish"), changing(node, "unpublish"));
    if (rule.circles().findAny().isEmpty()) {
      throw node.invalid("packages", "the rule says nothing: give it read, publish or unpublish");
    }
    return rule;
  }

  private static @Nullable Circle changing(ConfigNode node, String key) {
    Circle circle = circle(node, key);
    if (circle != null && circle.all()) {
      throw node.invalid(key, "nobody changes packages without having logged in");
    }
    return circle;
  }

  private static @Nullable Circle circle(ConfigNode node, String key) {
    if (!node.has(key)) {
      if (node.isEmpty(key)) {
        throw node.invalid(key, "nothing follows it; nobody is []");
      }
      return null;
    }
    List<String> unknown = new ArrayList<>();
    return Circle.tryOf(node.texts(key, List.of()), unknown::add)
        .orElseThrow(() ->
            node.invalid(
                key,
                "\""
                    + unknown.getFirst()
                    + "\" is neither $all, $authenticated, $owners, a user nor an @org:team"));
  }
}
