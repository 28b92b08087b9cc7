package dev.jpm.registrymock;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Finds the right answer to a request: which document, in which form, whole or by validator. */
final class Routes {
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";
  private static final String NAME = "(@[^/]+/[^/]+|[^@/-][^/]*)";
  private static final Pattern TAGS =
      Pattern.compile("/-/package/" + NAME + "/dist-tags(?:/([^/]+))?");
  private static final Pattern ATTESTATIONS =
      Pattern.compile("/" + Attestations.PATH + NAME + "@([^@/]+)");
  private static final Pattern TARBALL = Pattern.compile("/" + NAME + "/-/(?:@[^/]+/)?([^/]+)");
  private static final Pattern MANIFEST = Pattern.compile("/" + NAME + "/([^/]+)");
  private static final Pattern PACKUMENT = Pattern.compile("/" + NAME);
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Shelf shelf;
  private final Advisories advisories;
  private final SigningKeys keys;
  private final Behaviour behaviour;
  private final PackumentForms forms;

  Routes(
      Shelf shelf,
      Advisories advisories,
      SigningKeys keys,
      Behaviour behaviour,
      boolean withTimes) {
    this.shelf = shelf;
    this.advisories = advisories;
    this.keys = keys;
    this.behaviour = behaviour;
    this.forms = new PackumentForms(behaviour, withTimes);
  }

  /** {@code base} is the registry's address as the client used it, with a final slash. */
  Answer answer(Request request, String base) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    Matcher tags = TAGS.matcher(request.path());
    if (tags.matches()) {
      return reads ? readTags(tags.group(1)) : writeTags(request, tags);
    }
    if (request.method().equals("PUT") && PACKUMENT.matcher(request.path()).matches()) {
      return isOrigin() ? new Publishing(shelf).answer(request) : Answer.error(405, "read only");
    }
    if (isOrigin() && request.method().equals("POST") && request.path().equals(Advisories.PATH)) {
      return advisories.answer(request);
    }
    if (!reads) {
      return Answer.error(405, "method not allowed").with("Allow", "GET, HEAD");
    }
    if (request.path().equals("/-/ping")) {
      return isOrigin() ? Answer.json(200, Json.object()) : Answer.empty(200);
    }
    if (isOrigin() && request.path().equals(SigningKeys.PATH)) {
      return keys.answer();
    }
    Matcher attestations = ATTESTATIONS.matcher(request.path());
    if (isOrigin() && attestations.matches()) {
      return attestations(attestations.group(1), attestations.group(2));
    }
    if (request.path().equals("/-/whoami")) {
      return whoAmI(request);
    }
    Matcher tarball = TARBALL.matcher(request.path());
    if (tarball.matches()) {
      return tarball(request, tarball.group(1), tarball.group(2));
    }
    Matcher packument = PACKUMENT.matcher(request.path());
    if (packument.matches()) {
      return packument(request, packument.group(1), base);
    }
    Matcher manifest = MANIFEST.matcher(request.path());
    return manifest.matches() ? manifest(manifest.group(1), manifest.group(2), base) : notFound();
  }

  private Answer packument(Request request, String name, String base) {
    Shelf.Entry entry = shelf.find(name).orElse(null);
    if (entry == null) {
      return notFound();
    }
    if (!isOrigin()) {
      return Answer.json(200, forms.full(entry, base));
    }
    String accept = request.header("accept");
    boolean abbreviated = accept != null && accept.startsWith(ABBREVIATED);
    byte[] body =
        Json.bytes(abbreviated ? forms.abbreviated(entry, base) : forms.full(entry, base));
    Answer answer =
        Answer.empty(200)
            .with("Content-Type", abbreviated ? ABBREVIATED : "application/json")
            .with("ETag", '"' + Digests.sha1Hex(body) + '"')
            .with("Last-Modified", HTTP_DATE.format(entry.modified()))
            .with("Cache-Control", "public, max-age=300")
            .with("Vary", "Accept, Accept-Encoding")
            .withBody(body);
    return isUnchanged(request, answer) ? unchanged(answer) : compressed(request, answer);
  }

  private Answer manifest(String name, String versionOrTag, String base) {
    Shelf.Entry entry = shelf.find(name).orElse(null);
    if (entry == null) {
      return notFound();
    }
    return entry
        .find(versionOrTag)
        .map(stored -> Answer.json(200, forms.manifest(entry, stored, base)))
        .orElseGet(() ->
            isOrigin() ? Answer.error(404, "version not found: " + versionOrTag) : notFound());
  }

  private Answer attestations(String name, String version) {
    return shelf
        .find(name)
        .flatMap(entry -> entry.find(version))
        .map(Stored::attestations)
        .map(json -> Answer.json(200, json))
        .orElseGet(this::notFound);
  }

  private Answer tarball(Request request, String name, String fileName) {
    Stored stored = shelf.find(name).flatMap(entry -> entry.byFileName(fileName)).orElse(null);
    if (stored == null) {
      return notFound();
    }
    Answer answer =
        Answer.empty(200)
            .with("Content-Type", "application/octet-stream")
            .with("Accept-Ranges", "bytes")
            .withBody(stored.tarball());
    if (isOrigin()) {
      answer =
          answer
              .with("ETag", '"' + Digests.sha1Hex(stored.tarball()) + '"')
              .with("Last-Modified", HTTP_DATE.format(stored.time()))
              .with("Cache-Control", "public, immutable, max-age=31557600");
      if (isUnchanged(request, answer)) {
        return unchanged(answer);
      }
    }
    String range = request.header("range");
    return range == null ? answer : ByteRange.of(range, answer);
  }

  private Answer readTags(String name) {
    return shelf
        .find(name)
        .map(entry -> Answer.json(200, forms.tags(entry)))
        .orElseGet(this::notFound);
  }

  private Answer writeTags(Request request, Matcher path) {
    String tag = path.group(2);
    Shelf.Entry entry = shelf.find(path.group(1)).orElse(null);
    if (!isOrigin() || tag == null) {
      return Answer.error(405, "method not allowed").with("Allow", "GET, HEAD");
    }
    if (entry == null) {
      return notFound();
    }
    if (request.method().equals("DELETE")) {
      shelf.untag(entry.name(), tag);
      return Answer.json(200, Json.object().put("ok", "dist-tag removed"));
    }
    JsonNode version = Json.parse(request.body());
    if (!version.isString() || !entry.versions().containsKey(version.stringValue())) {
      return Answer.error(400, "no such version");
    }
    shelf.tag(entry.name(), tag, version.stringValue());
    return Answer.json(201, Json.object().put("ok", "dist-tag added"));
  }

  private Answer whoAmI(Request request) {
    if (!isOrigin()) {
      return Answer.error(403, "Forbidden");
    }
    return request.header("authorization") == null
        ? Answer.error(401, "Unauthorized").with("WWW-Authenticate", "Bearer")
        : Answer.json(200, Json.object().put("username", "tester"));
  }

  /** As HTTP has it: a date counts only where no entity tag is given. */
  private static boolean isUnchanged(Request request, Answer answer) {
    String tags = request.header("if-none-match");
    if (tags != null) {
      String own = answer.headers().getOrDefault("ETag", "");
      return tags.equals("*") || tags.contains(own);
    }
    String since = request.header("if-modified-since");
    return since != null && since.equals(answer.headers().get("Last-Modified"));
  }

  private static Answer unchanged(Answer answer) {
    return answer.withStatus(304).withBody(new byte[0]);
  }

  private static Answer compressed(Request request, Answer answer) {
    String accepted = request.header("accept-encoding");
    if (accepted == null || !accepted.contains("gzip")) {
      return answer;
    }
    return answer.with("Content-Encoding", "gzip").withBody(TarballBuilder.gzip(answer.body()));
  }

  private Answer notFound() {
    return isOrigin() ? Answer.error(404, "Not found") : Answer.empty(404);
  }

  private boolean isOrigin() {
    return behaviour == Behaviour.ORIGIN;
  }
}
