package dev.jpm.mirror.upstream;

import dev.jpm.audit.signature.ProvenBuild;
import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.http.Json;
import dev.jpm.mirror.metadata.CachedAttestations;
import dev.jpm.mirror.metadata.CachedAttestations.Named;
import dev.jpm.mirror.upstream.Upstream.Reply;
import dev.jpm.model.PackageName;
import dev.jpm.model.semver.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What upstreams attest of versions: asked for once, then kept. It never changes, and what is kept
 * proves itself as well as what would be answered.
 */
public final class Attested {
  public static final String PATH = "-/npm/v1/attestations/";

  private final CachedAttestations rows;
  private final BlobStore blobs;
  private final SingleFlight<Key, AttestationLookup> flights = new SingleFlight<>();

  public Attested(CachedAttestations rows, BlobStore blobs) {
    this.rows = rows;
    this.blobs = blobs;
  }

  private record Key(PackageName name, String version) {}

  /** From here or from {@code upstream}, which is null where nobody may be asked. */
  public AttestationLookup find(PackageName name, String version, @Nullable Upstream upstream) {
    return kept(name, version)
        .<AttestationLookup>map(AttestationLookup.Found::new)
        .orElseGet(() -> anew(name, version, upstream));
  }

  /** From {@code upstream}, whatever is kept. */
  public AttestationLookup anew(PackageName name, String version, @Nullable Upstream upstream) {
    return upstream == null || Version.tryParse(version).isEmpty()
        ? new AttestationLookup.Missing()
        : flights.get(new Key(name, version), () -> ask(name, version, upstream));
  }

  /** The versions of which something is kept. */
  public Set<String> versions(PackageName name) {
    return rows.versions(name);
  }

  /** What is kept of a version; what cannot be read any more is nothing. */
  public Optional<JsonNode> kept(PackageName name, String version) {
    Blob blob = rows.find(name, version).flatMap(blobs::find).orElse(null);
    if (blob == null) {
      return Optional.empty();
    }
    try (InputStream in = blob.open()) {
      return Optional.of(Json.parseAny(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  private AttestationLookup ask(PackageName name, String version, Upstream upstream) {
    try {
      Reply reply = upstream.get(PATH + name.escaped() + "@" + version);
      return switch (reply.status()) {
        case 200 -> new AttestationLookup.Found(taken(name, version, reply.body()));
        case 404 -> new AttestationLookup.Missing();
        default ->
            new AttestationLookup.Unavailable(upstream.name() + " answered " + reply.status());
      };
    } catch (IOException | JacksonException e) {
      return new AttestationLookup.Unavailable(
          upstream.name() + " cannot be asked: " + e.getMessage());
    }
  }

  /** What is about something else is handed on, so that clients tell of it, and not kept. */
  private JsonNode taken(PackageName name, String version, String body) throws IOException {
    JsonNode answer = Json.parseAny(body);
    if (ProvenBuild.isAbout(name.value(), version, answer)) {
      try (Upload upload = blobs.begin()) {
        byte[] bytes = Json.bytes(answer);
        upload.write(bytes, 0, bytes.length);
        String digest = upload.sha512();
        upload.keep();
        rows.put(new Named(name, version, digest));
      }
    }
    return answer;
  }
}
