package dev.jpm.mirror.route;

import dev.jpm.mirror.home.Homes;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.http.Timestamps;
import dev.jpm.mirror.metadata.OwnPackages;
import dev.jpm.mirror.metadata.OwnPackages.OwnPackage;
import dev.jpm.mirror.metadata.OwnPackages.Release;
import dev.jpm.model.PackageName;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds packages: own ones first, then what the upstream finds. */
public final class PackageSearch {
  private final Homes homes;
  private final OwnPackages packages;
  private final PassedThrough upstream;
  private final InstantSource clock;

  public PackageSearch(
      Homes homes, OwnPackages packages, PassedThrough upstream, InstantSource clock) {
    this.homes = homes;
    this.packages = packages;
    this.upstream = upstream;
    this.clock = clock;
  }

  /**
   * At most {@code size} of what is found by {@code text}, as the protocol tells it.
   *
   * @param readable what the caller may read
   */
  public ObjectNode find(String text, int size, int from, Predicate<PackageName> readable) {
    List<PackageName> own = ours(text, readable);
    ObjectNode answer = Json.object();
    ArrayNode objects = answer.putArray("objects");
    addOwn(objects, own, size, from);
    Optional<JsonNode> theirs =
        upstream.search(
            theirs(text), Math.max(size - objects.size(), 1), Math.max(from - own.size(), 0));
    theirs.ifPresent(
        more -> more.path("objects").forEach(object -> addTheirs(objects, object, size, readable)));
    int others = theirs.map(more -> more.path("total").asInt(0)).orElse(0);
    answer.put("total", own.size() + others);
    answer.put("time", Timestamps.of(clock.instant()));
    return answer;
  }

  /** The same of own packages only. */
  public ObjectNode own(String text, int size, Predicate<PackageName> readable) {
    List<PackageName> own = ours(text, readable);
    ObjectNode answer = Json.object();
    addOwn(answer.putArray("objects"), own, size, 0);
    return answer.put("total", own.size());
  }

  private List<PackageName> ours(String text, Predicate<PackageName> readable) {
    return packages.search(words(text)).stream().filter(readable).toList();
  }

  /** The names of own packages tell what a company works on: they stay here. */
  private String theirs(String text) {
    return Stream.of(text.strip().split("\\s+", -1))
        .filter(word -> words(word).stream().noneMatch(this::isOurs))
        .collect(Collectors.joining(" "));
  }

  private boolean isOurs(String word) {
    return PackageName.tryParse(word).filter(homes::isOwn).isPresent();
  }

  private static List<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).strip().split("[\\s:]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private void addOwn(ArrayNode objects, List<PackageName> own, int size, int from) {
    own.stream().skip(from).limit(size).flatMap(name -> found(name).stream()).forEach(objects::add);
  }

  private void addTheirs(
      ArrayNode objects, JsonNode object, int size, Predicate<PackageName> readable) {
    boolean theirs =
        PackageName.tryParse(object.path("package").path("name").asString(""))
            .filter(name -> !homes.isOwn(name) && readable.test(name))
            .isPresent();
    if (theirs && objects.size() < size) {
      objects.add(object);
    }
  }

  private Optional<ObjectNode> found(PackageName name) {
    Optional<OwnPackage> own = packages.find(name);
    return own.map(found -> found.tags().get("latest"))
        .flatMap(version -> packages.release(name, version))
        .map(release -> object(own.orElseThrow(), release));
  }

  private static ObjectNode object(OwnPackage own, Release release) {
    ObjectNode object = Json.object();
    ObjectNode told = object.putObject("package");
    told.put("name", own.name().value());
    told.put("scope", own.name().scope().map(scope -> scope.substring(1)).orElse("unscoped"));
    told.put("version", release.version());
    ObjectNode manifest = release.manifest();
    if (manifest != null) {
      told.put("description", manifest.path("description").asString(""));
      told.set(
          "keywords",
          manifest.path("keywords").isArray() ? manifest.get("keywords") : Json.array());
    }
    told.put("date", Timestamps.of(release.published()));
    told.putObject("links");
    ArrayNode maintainers = told.putArray("maintainers");
    own.owners().forEach(owner -> maintainers.addObject().put("username", owner).put("email", ""));
    ObjectNode score = object.putObject("score");
    score.put("final", 1);
    score.putObject("detail").put("quality", 1).put("popularity", 1).put("maintenance", 1);
    object.put("searchScore", 1);
    return object;
  }
}
