package dev.jpm.mirror.upstream;

import dev.jpm.mirror.blob.Blob;
import dev.jpm.mirror.blob.BlobStore;
import dev.jpm.mirror.blob.Upload;
import dev.jpm.mirror.metadata.CachedTarballs;
import dev.jpm.mirror.packument.Packuments;
import dev.jpm.model.Integrity;
import dev.jpm.model.PackageName;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import okhttp3.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tarballs of upstreams: each is fetched once, checked, and kept. */
public final class Tarballs {
  private final CachedTarballs rows;
  private final BlobStore blobs;
  private final Documents documents;
  private final Executor beside;
  private final SingleFlight<Key, TarballLookup> flights = new SingleFlight<>();
  private final ConcurrentMap<Key, Download> downloads = new ConcurrentHashMap<>();

  public Tarballs(CachedTarballs rows, BlobStore blobs, Documents documents, Executor beside) {
    this.rows = rows;
    this.blobs = blobs;
    this.documents = documents;
    this.beside = beside;
  }

  private record Key(PackageName name, String file) {}

  /** The tarball called {@code file} of a package, from here or from {@code upstream}. */
  public TarballLookup find(PackageName name, String file, Upstream upstream) {
    Key key = new Key(name, file);
    Download coming = downloads.get(key);
    if (coming != null) {
      return new TarballLookup.Coming(coming);
    }
    return stored(key).orElseGet(() -> flights.get(key, () -> begin(key, upstream)));
  }

  /** What is kept of a package that no upstream serves any more. */
  public TarballLookup kept(PackageName name, String file) {
    return stored(new Key(name, file)).orElseGet(TarballLookup.Missing::new);
  }

  private Optional<TarballLookup> stored(Key key) {
    return rows.find(key.name(), key.file())
        .flatMap(cached ->
            blobs
                .find(cached.digest())
                .filter(blob -> blob.size() == cached.size())
                .map(blob -> new TarballLookup.Stored(blob, cached.digest())));
  }

  private TarballLookup begin(Key key, Upstream upstream) {
    Download coming = downloads.get(key);
    if (coming != null) {
      return new TarballLookup.Coming(coming);
    }
    return switch (manifest(key, upstream)) {
      case Promise.Of(ObjectNode manifest) -> download(key, upstream, manifest);
      case Promise.None(TarballLookup instead) -> instead;
    };
  }

  private sealed interface Promise {
    record Of(ObjectNode manifest) implements Promise {}

    record None(TarballLookup instead) implements Promise {}
  }

  /** The manifest; a client may have heard of a version before the mirror has. */
  private Promise manifest(Key key, Upstream upstream) {
    Promise first = manifest(key, documents.find(key.name(), upstream));
    return first instanceof Promise.None(TarballLookup.Missing _)
        ? manifest(key, documents.anew(key.name(), upstream))
        : first;
  }

  private static Promise manifest(Key key, Lookup lookup) {
    return switch (lookup) {
      case Lookup.Missing _ -> new Promise.None(new TarballLookup.Missing());
      case Lookup.Refused(String reason) -> new Promise.None(new TarballLookup.Refused(reason));
      case Lookup.Unavailable(String reason) ->
          new Promise.None(new TarballLookup.Unavailable(reason));
      case Lookup.Found(var document) ->
          Packuments.byTarball(document, key.file())
              .<Promise>map(Promise.Of::new)
              .orElseGet(() -> new Promise.None(new TarballLookup.Missing()));
    };
  }

  private TarballLookup download(Key key, Upstream upstream, ObjectNode manifest) {
    JsonNode dist = manifest.path("dist");
    Optional<Integrity> wanted =
        Integrity.ofDist(dist.path("integrity").asString(""), dist.path("shasum").asString(""));
    try {
      Response response = upstream.tarball(dist.path("tarball").asString(""));
      if (response.code() != 200) {
        response.close();
        return response.code() == 404
            ? new TarballLookup.Missing()
            : new TarballLookup.Unavailable("the upstream answered " + response.code());
      }
      Upload upload = begin(response);
      wanted.flatMap(Integrity::strongest).ifPresent(upload::digestAlso);
      Download download = new Download(upload, response.body().contentLength());
      downloads.put(key, download);
      beside.execute(() -> run(key, download, response, wanted.orElse(null)));
      return new TarballLookup.Coming(download);
    } catch (IOException e) {
      return new TarballLookup.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private Upload begin(Response response) throws IOException {
    try {
      return blobs.begin();
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private void run(
      Key key,
      Download download,
      Response response,
      @org.jspecify.annotations.Nullable Integrity wanted) {
    try {
      String digest = download.run(response.body().byteStream(), wanted);
      if (digest != null) {
        Blob blob = download.await();
        rows.put(key.name(), key.file(), new CachedTarballs.Cached(digest, blob.size()));
      }
    } catch (IOException e) {
      throw new IllegalStateException("a download that ended well cannot fail", e);
    } finally {
      response.close();
      downloads.remove(key, download);
    }
  }
}
