package dev.jpm.install;

import dev.jpm.audit.signature.SignedRegistry;
import dev.jpm.audit.signature.SigningKey;
import dev.jpm.model.PackageName;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Keys and whole documents of the configured registries, asked anew in every call. */
public final class SigningRegistries implements SignedRegistry, AutoCloseable {
  private final Workbench bench;
  private final Map<String, List<SigningKey>> keys = new ConcurrentHashMap<>();
  private final WholeDocuments documents;

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
  }
}
