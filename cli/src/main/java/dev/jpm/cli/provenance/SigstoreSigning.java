package dev.jpm.cli.provenance;

import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Setting;
import dev.jpm.config.Settings;
import dev.jpm.fetcher.RegistryClient;
import dev.jpm.fetcher.RegistryReply;
import dev.jpm.fetcher.RegistryReply.Refused;
import dev.jpm.fs.FileErrors;
import dev.jpm.model.error.JpmException;
import dev.jpm.pack.provenance.BuildStatement;
import dev.jpm.sigstore.SigningServices;
import dev.jpm.sigstore.StatementSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Signs statements with those whom the setting {@code trust-root} trusts, over the connections of a
 * call. The libraries that sign are loaded by this class alone.
 *
 * @param root the setting
 * @param own whether it is set, so that those who sign are not Sigstore's public instance
 */
record SigstoreSigning(SigningServices services, RegistryClient client, Setting root, boolean own) {
  private static final String TRUST_ROOT = "trust-root";
  private static final String PUBLIC_LOG = "https://search.sigstore.dev/?logIndex=";

  /**
   * A statement that was signed.
   *
   * @param place where people find it in the log
   */
  record Signed(JsonNode bundle, String place) {}

  static SigstoreSigning of(Settings settings, RegistryClient client, Instant now) {
    Path root = settings.path(TRUST_ROOT).orElse(null);
    SigningServices services =
        root == null
            ? SigningServices.bundled(now)
            : SigningServices.trusted(bytes(root), root.toString(), now);
    Setting setting = settings.find(TRUST_ROOT).orElseThrow();
    return new SigstoreSigning(services, client, setting, root != null);
  }

  Signed sign(String statement, String idToken) {
    JsonNode bundle =
        new StatementSigner(services, this::post)
            .sign(BuildStatement.TYPE, statement.getBytes(StandardCharsets.UTF_8), idToken);
    JsonNode entry = bundle.path("verificationMaterial").path("tlogEntries").path(0);
    String index = entry.path("logIndex").asString("0");
    return new Signed(bundle, own ? services.entry(index).toString() : PUBLIC_LOG + index);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  private JsonNode post(URI url, JsonNode body) {
    RegistryReply reply = client.askService(new Registry(url, root.key(), root.origin()), body);
    if (reply instanceof Refused refused) {
      String told = refused.body().path("message").asString("");
      throw JpmException.of(
          refused.error().code(),
          told.isEmpty() ? refused.error().sentence() : "(" + refused.status() + ") " + told);
    }
    return reply.body();
  }
}
