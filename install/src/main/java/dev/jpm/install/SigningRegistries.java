package dev.jpm.install;

import dev.jpm.audit.signature.SignedRegistry;
import dev.jpm.audit.signature.SigningKey;
import dev.jpm.fetcher.Once;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/** Keys, documents and attestations of the configured registries, asked anew in every call. */
public final class SigningRegistries implements SignedRegistry, AutoCloseable {
  private final Workbench bench;
  private final Map<String, List<SigningKey>> keys = new ConcurrentHashMap<>();
  private final WholeDocuments documents;
  private final Once<Attested, JsonNode> attestations = new Once<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Where a registry keeps what is attested of a version. */
  private record Attested(PackageName name, String path) {}

  /** Asks with the tools of {@code bench}. */
  public SigningRegistries(Workbench bench) {
    if (bench.settings().flag("offline")) {
      throw JpmException.of(ErrorCode.ENOAUDIT, "No registry can be asked for keys with --offline")
          .withHint("Audit without --offline");
    }
    this.bench = bench;
    this.documents = new WholeDocuments(bench);
  }

  @Override
  public String address(String name) {
    String url = bench.client().registries().of(PackageName.parse(name)).url().toString();
    return url.endsWith("/") ? url : url + "/";
  }

  @Override
  public List<SigningKey> keys(String name) {
    return keys.computeIfAbsent(address(name), _ -> fetchKeys(PackageName.parse(name)));
  }

  private List<SigningKey> fetchKeys(PackageName name) {
    try {
      return SigningKey.of(bench.client().signingKeys(name));
    } catch (JpmException error) {
      if (error.code() == ErrorCode.E404) {
        return List.of();
      }
      throw failed("its keys", error);
    }
  }

  @Override
  public JsonNode document(String name) {
    try {
      return documents.get(PackageName.parse(name));
    } catch (JpmException error) {
      throw failed(name, error);
    }
  }

  @Override
  public JsonNode attestations(String name, String url) {
    try {
      return attestations.get(
          attested(name, url), one -> bench.client().attestations(one.name(), one.path()));
    } catch (JpmException error) {
      throw failed("the attestations of " + name, error);
    }
  }

  private static Attested attested(String name, String url) {
    try {
      String path = URI.create(url).getRawPath();
      if (path != null && path.startsWith("/") && !path.startsWith("//")) {
        return new Attested(PackageName.parse(name), path);
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw JpmException.of(
        ErrorCode.ENOAUDIT, "The registry does not say where the attestations lie: " + url);
  }

  @Override
  public void expect(String name, String url) {
    // Nobody looks at the future: who needs the attestations asks again and gets the failure.
    Future<?> _ = threads.submit(() -> attestations(name, url));
  }

  private static JpmException failed(String subject, JpmException error) {
    return JpmException.of(
        ErrorCode.ENOAUDIT,
        "The registry could not be asked for %s: %s".formatted(subject, error.sentence()),
        error);
  }

  @Override
  public void prefetch(Collection<String> names) {
    documents.prefetch(names);
  }

  @Override
  public void close() {
    documents.close();
    threads.shutdownNow();
  }
}
