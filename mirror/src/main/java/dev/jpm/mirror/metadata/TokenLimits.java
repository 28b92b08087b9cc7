package dev.jpm.mirror.metadata;

import dev.jpm.mirror.http.Json;
import dev.jpm.model.PackageName;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a token may do of all that its person may. For what it is not about it is nobody's.
 *
 * @param packages those that it is about
 * @param orgs the organizations that it is about
 * @param ranges addresses from which it counts; none where that is any
 */
public record TokenLimits(Packages packages, Orgs orgs, List<String> ranges) {
  /** Of tokens that may do all that their person may. */
  public static final TokenLimits NONE =
      new TokenLimits(
          new Packages(Permission.READ_WRITE, true, List.of(), List.of()),
          new Orgs(Permission.READ_WRITE, true, List.of()),
          List.of());

  private static final String PACKAGES_PERMISSION = "packages_and_scopes_permission";
  private static final String ORGS_PERMISSION = "orgs_permission";

  public TokenLimits {
    ranges = List.copyOf(ranges);
  }

  /** What may be done with that which a token is about, in the protocol's words. */
  public enum Permission {
    NO_ACCESS("no-access"),
    READ_ONLY("read-only"),
    /** Versions are handed in, for others to publish them. */
    STAGE_ONLY("read-write-stage-only"),
    READ_WRITE("read-write");

    private final String word;

    Permission(String word) {
      this.word = word;
    }

    public static Optional<Permission> of(String word) {
      return List.of(values()).stream().filter(one -> one.word.equals(word)).findFirst();
    }
  }

  /** Packages by their names and their scopes. */
  public record Packages(
      Permission permission, boolean all, List<String> names, List<String> scopes) {
    public static final Packages NONE =
        new Packages(Permission.NO_ACCESS, false, List.of(), List.of());

    public Packages {
      names = List.copyOf(names);
      scopes = List.copyOf(scopes);
    }

    boolean covers(PackageName name) {
      return all
          || names.contains(name.value())
          || name.scope().filter(scopes::contains).isPresent();
    }
  }

  /** Organizations by their names. */
  public record Orgs(Permission permission, boolean all, List<String> names) {
    public static final Orgs NONE = new Orgs(Permission.NO_ACCESS, false, List.of());

    public Orgs {
      names = List.copyOf(names);
    }

    boolean covers(String org) {
      return all || names.contains(org);
    }
  }

  /** Whether it is for some things only, wherever it is shown. */
  public boolean narrow() {
    return !packages.equals(NONE.packages) || !orgs.equals(NONE.orgs);
  }

  public boolean readsPackage(PackageName name) {
    return packages.permission() != Permission.NO_ACCESS && packages.covers(name);
  }

  public boolean writesPackage(PackageName name) {
    return packages.permission() == Permission.READ_WRITE && packages.covers(name);
  }

  /** Whether it may hand versions of it in, for others to publish them. */
  public boolean stages(PackageName name) {
    return writesPackage(name)
        || (packages.permission() == Permission.STAGE_ONLY && packages.covers(name));
  }

  public boolean readsOrg(String org) {
    return orgs.permission() != Permission.NO_ACCESS && orgs.covers(org);
  }

  public boolean writesOrg(String org) {
    return orgs.permission() == Permission.READ_WRITE && orgs.covers(org);
  }

  /** As clients are told of it, and as it is kept. */
  public ObjectNode json() {
    ObjectNode json = Json.object();
    if (narrow()) {
      json.put("packages_all", packages.all());
      put(json, "packages", packages.names());
      put(json, "scopes", packages.scopes());
      json.put(PACKAGES_PERMISSION, packages.permission().word);
      json.put("orgs_all", orgs.all());
      put(json, "orgs", orgs.names());
      json.put(ORGS_PERMISSION, orgs.permission().word);
    }
    if (!ranges.isEmpty()) {
      put(json, "cidr_whitelist", ranges);
    }
    return json;
  }

  private static void put(ObjectNode json, String field, List<String> texts) {
    ArrayNode list = json.putArray(field);
    texts.forEach(list::add);
  }

  /** What was kept as {@code json}. */
  static TokenLimits of(ObjectNode json) {
    List<String> ranges = texts(json, "cidr_whitelist");
    if (!json.has(PACKAGES_PERMISSION)) {
      return new TokenLimits(NONE.packages, NONE.orgs, ranges);
    }
    return new TokenLimits(
        new Packages(
            permission(json, PACKAGES_PERMISSION),
            json.path("packages_all").asBoolean(false),
            texts(json, "packages"),
            texts(json, "scopes")),
        new Orgs(
            permission(json, ORGS_PERMISSION),
            json.path("orgs_all").asBoolean(false),
            texts(json, "orgs")),
        ranges);
  }

  private static Permission permission(ObjectNode json, String field) {
    return Permission.of(json.path(field).asString("")).orElse(Permission.NO_ACCESS);
  }

  private static List<String> texts(JsonNode json, String field) {
    return json.path(field).valueStream().map(text -> text.asString("")).toList();
  }
}
