package dev.jpm.mirror.config;

import dev.jpm.config.Secret;
import dev.jpm.mirror.config.LoginProvider.Group;
import dev.jpm.mirror.config.LoginProvider.Rank;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how people log in. */
final class SignInSection {
  private static final List<String> SCOPES = List.of("openid", "profile", "email");
  private static final List<String> ROLES = List.of("owner", "admin", "developer");

  /** Whom nobody else can listen to or speak for. */
  private static final Set<String> HERE = Set.of("127.0.0.1", "[::1]", "localhost");

  private SignInSection() {}

  /** How people log in; files are relative to {@code folder}. */
  static SignIn read(ConfigNode root, @Nullable Path folder, SignIn usual) {
    if (!root.has("sign-in")) {
      return usual;
    }
    ConfigNode node = root.child("sign-in");
    LoginProvider provider =
        node.has("provider") ? provider(node.child("provider"), folder) : usual.provider();
    boolean passwords = node.flag("passwords", usual.passwords());
    if (!passwords && provider == null) {
      throw node.invalid("passwords", "without them and without a provider nobody logs in");
    }
    return new SignIn(passwords, provider);
  }

  private static LoginProvider provider(ConfigNode node, @Nullable Path folder) {
    URI url = node.url("issuer");
    if (!"https".equals(url.getScheme()) && !HERE.contains(url.getHost())) {
      throw node.invalid("issuer", "it must be an https URL: whoever is between says who one is");
    }
    List<String> scopes = node.texts("scopes", SCOPES);
    if (!scopes.contains("openid")) {
      throw node.invalid("scopes", "openid must be one of them");
    }
    List<Group> groups = new ArrayList<>();
    for (ConfigNode group : node.list("groups")) {
      groups.add(new Group(wanted(group, "group"), rank(group)));
    }
    return new LoginProvider(
        node.text("title", String.valueOf(url.getHost())),
        node.text("issuer", ""),
        wanted(node, "client-id"),
        secret(node, folder),
        scopes,
        node.text("name-claim", "preferred_username"),
        node.text("groups-claim", "groups"),
        domains(node),
        groups);
  }

  private static Set<String> domains(ConfigNode node) {
    Set<String> domains = new HashSet<>();
    for (String domain : node.texts("email-domains", List.of())) {
      if (domain.isEmpty() || domain.indexOf('@') >= 0 || domain.indexOf('*') >= 0) {
        throw node.invalid("email-domains", "\"" + domain + "\" is no domain such as acme.example");
      }
      domains.add(domain.toLowerCase(Locale.ROOT));
    }
    return domains;
  }

  private static @Nullable Secret secret(ConfigNode node, @Nullable Path folder) {
    String text = node.text("client-secret", "");
    String file = node.text("client-secret-file", "");
    if (!text.isEmpty() && !file.isEmpty()) {
      throw node.invalid("client-secret", "it stands here and in a file; one must go");
    }
    if (file.isEmpty()) {
      return text.isEmpty() ? null : Secret.of(text);
    }
    Path path = folder == null ? Path.of(file) : folder.resolve(file);
    try {
      String read = Files.readString(path).strip();
      if (!read.isEmpty()) {
        return Secret.of(read);
      }
    } catch (IOException e) {
      throw node.invalid("client-secret-file", "cannot read " + path + ": " + e.getMessage());
    }
    throw node.invalid("client-secret-file", path + " is empty");
  }

  private static Rank rank(ConfigNode node) {
    boolean admin = node.flag("admin", false);
    String team = node.text("team", "");
    String org = node.text("org", "");
    if ((admin ? 1 : 0) + (team.isEmpty() ? 0 : 1) + (org.isEmpty() ? 0 : 1) != 1) {
      throw node.invalid("group", "it makes one thing of people: admin: true, a team, or an org");
    }
    if (admin) {
      return new Rank.Admin();
    }
    if (!team.isEmpty()) {
      return TeamName.tryParse(team)
          .map(Rank.InTeam::new)
          .orElseThrow(() -> node.invalid("team", "it must be written @org:team"));
    }
    String bare = org.startsWith("@") ? org.substring(1) : org;
    if (!TeamName.isOrg(bare)) {
      throw node.invalid("org", "it must be a scope such as @acme");
    }
    String role = node.text("role", "developer");
    if (!ROLES.contains(role)) {
      throw node.invalid("role", "it must be owner, admin or developer");
    }
    return new Rank.InOrganization(bare, role);
  }

  private static String wanted(ConfigNode node, String key) {
    String text = node.text(key, "");
    if (text.isEmpty()) {
      throw node.invalid(key, "it is missing");
    }
    return text;
  }
}
