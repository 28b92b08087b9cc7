package dev.jpm.mirror.config;

import dev.jpm.mirror.config.OidcIssuer.Kind;
import dev.jpm.mirror.key.BundleKey;
import dev.jpm.model.error.JpmException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads who is believed about what is published. */
final class TrustSection {
  private TrustSection() {}

  static TrustConfig read(ConfigNode root, @Nullable Path trustRoot, @Nullable URI publicUrl) {
    List<OidcIssuer> issuers = new ArrayList<>();
    for (ConfigNode node : root.child("oidc").list("issuers")) {
      OidcIssuer issuer = issuer(node, publicUrl);
      if (issuers.stream().anyMatch(other -> other.kind() == issuer.kind())) {
        // What trusts a repository of one would trust the other's of the same name too.
        throw node.invalid("type", "there is another issuer of this type");
      }
      issuers.add(issuer);
    }
    List<BundleKey> bundleKeys = new ArrayList<>();
    for (String text : root.texts("bundle-keys", List.of())) {
      try {
        bundleKeys.add(BundleKey.parse(text));
      } catch (JpmException e) {
        throw root.invalid("bundle-keys", e.sentence());
      }
    }
    return new TrustConfig(trustRoot, issuers, bundleKeys);
  }

  private static OidcIssuer issuer(ConfigNode node, @Nullable URI publicUrl) {
    node.url("url"); // Refuses what is none; tokens name it to the letter.
    Kind kind =
        Kind.of(node.text("type", ""))
            .orElseThrow(() -> node.invalid("type", "it must be github, gitlab or circleci"));
    String audience = node.text("audience", publicUrl == null ? "" : "npm:" + publicUrl.getHost());
    if (audience.isEmpty()) {
      // What the caller takes for the name of the mirror must not decide.
      throw node.invalid("audience", "it must be there, or public-url");
    }
    return new OidcIssuer(kind, node.text("url", ""), audience);
  }
}
