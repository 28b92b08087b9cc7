package dev.jpm.audit.signature;

import dev.jpm.audit.Finding;
import dev.jpm.audit.Rule;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonStyle;
import dev.jpm.model.json.JsonText;
import dev.jpm.model.json.JsonWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who built the packages of a project, as somebody accepted it. Another builder of a package that
 * is in it, or none any more, is a finding.
 */
public record IdentityLock(SortedMap<String, Accepted> packages) {
  public static final IdentityLock EMPTY = new IdentityLock(Collections.emptySortedMap());

  private static final int FORMAT = 1;

  /**
   * What is accepted of a package.
   *
   * @param identities of those that built it
   * @param without the versions of which nothing tells who built them
   */
  public record Accepted(List<Identity> identities, SortedSet<String> without) {
    public Accepted {
      identities = List.copyOf(identities);
      without = Collections.unmodifiableSortedSet(new TreeSet<>(without));
    }
  }

  public IdentityLock {
    packages = Collections.unmodifiableSortedMap(new TreeMap<>(packages));
  }

  /** The lock in {@code text}. Throws EJSONPARSE, and EBADPOLICY for another JSON. */
  public static IdentityLock read(String text, String file) {
    ObjectNode json = JsonText.parseObject(text, file);
    if (json.path("version").asInt(0) != FORMAT || !json.path("packages").isObject()) {
      throw JpmException.of(ErrorCode.EBADPOLICY, file + " holds no identities that jpm wrote");
    }
    SortedMap<String, Accepted> packages = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : json.path("packages").properties()) {
      List<Identity> identities = new ArrayList<>();
      for (JsonNode identity : one.getValue().path("builtBy")) {
        identities.add(
            new Identity(
                identity.path("repository").asString(""),
                identity.path("workflow").asString(""),
                identity.path("ref").asString(""),
                identity.path("builder").asString("")));
      }
      SortedSet<String> without = new TreeSet<>();
      one.getValue().path("without").forEach(version -> without.add(version.asString("")));
      packages.put(one.getKey(), new Accepted(identities, without));
    }
    return new IdentityLock(packages);
  }

  /** What {@code releases} have otherwise than accepted; {@code built} tells what is proven. */
  public List<Finding> findings(
      Collection<InstalledRelease> releases, Map<InstalledRelease, Identity> built) {
    List<Finding> findings = new ArrayList<>();
    for (InstalledRelease release : releases) {
      Accepted accepted = packages.get(release.name());
      if (accepted != null && !accepted.identities().isEmpty()) {
        Finding finding = judge(release, accepted, built.get(release));
        if (finding != null) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private static @Nullable Finding judge(
      InstalledRelease release, Accepted accepted, @Nullable Identity identity) {
    if (identity == null) {
      return accepted.without().contains(release.version())
          ? null
          : finding(
              SignatureRules.LOST,
              release,
              "nothing tells where it was built; recorded is "
                  + accepted.identities().getLast().repository());
    }
    return accepted.identities().contains(identity)
        ? null
        : finding(
            SignatureRules.CHANGED,
            release,
            identity.differenceFrom(accepted.identities().getLast()));
  }

  static Finding finding(Rule rule, InstalledRelease release, String what) {
    String id = release.name() + "@" + release.version();
    return new Finding(
        rule, release.name(), release.version(), release.location(), 1, id + ": " + what);
  }

  /**
   * The lock that accepts {@code releases} as they are; what is no longer installed is not in it.
   */
  public static IdentityLock accepting(
      Collection<InstalledRelease> releases, Map<InstalledRelease, Identity> built) {
    SequencedMap<String, List<Identity>> identities = new LinkedHashMap<>();
    SequencedMap<String, SortedSet<String>> without = new LinkedHashMap<>();
    for (InstalledRelease release : releases) {
      Identity identity = built.get(release);
      if (identity == null) {
        without.computeIfAbsent(release.name(), _ -> new TreeSet<>()).add(release.version());
      } else {
        List<Identity> known = identities.computeIfAbsent(release.name(), _ -> new ArrayList<>());
        if (!known.contains(identity)) {
          known.add(identity);
        }
      }
    }
    SortedMap<String, Accepted> packages = new TreeMap<>();
    identities.forEach((name, known) ->
        packages.put(
            name, new Accepted(known, without.getOrDefault(name, Collections.emptySortedSet()))));
    return new IdentityLock(packages);
  }

  /** As a file, in an order that makes small differences. */
  public String text() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", FORMAT);
    ObjectNode all = json.putObject("packages");
    packages.forEach((name, accepted) -> {
      ObjectNode one = all.putObject(name);
      ArrayNode builtBy = one.putArray("builtBy");
      for (Identity identity : accepted.identities()) {
        builtBy
            .addObject()
            .put("repository", identity.repository())
            .put("workflow", identity.workflow())
            .put("ref", identity.ref())
            .put("builder", identity.builder());
      }
      if (!accepted.without().isEmpty()) {
        ArrayNode versions = one.putArray("without");
        accepted.without().forEach(versions::add);
      }
    });
    return JsonWriter.write(json, JsonStyle.DEFAULT) + "\n";
  }
}
