package dev.jpm.registrymock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys that a registry signs with. One that is withheld signs, and nobody is told of it. */
final class SigningKeys {
  static final String PATH = "/-/npm/v1/keys";

  private record Key(KeyPair pair, @Nullable String expires) {}

  private final Map<String, Key> offered = new LinkedHashMap<>();
  private final Map<String, Key> withheld = new LinkedHashMap<>();

  synchronized void offer(String id, @Nullable String expires) {
    offered.put(id, new Key(pair(), expires));
  }

  synchronized Answer answer() {
    if (offered.isEmpty()) {
      return Answer.error(404, "Not found");
    }
    ObjectNode answer = Json.object();
    ArrayNode keys = answer.putArray("keys");
    offered.forEach((id, key) -> {
      ObjectNode json = keys.addObject().put("expires", key.expires()).put("keyid", id);
      json.put("keytype", "ecdsa-sha2-nistp256").put("scheme", "ecdsa-sha2-nistp256");
      json.put("key", Base64.getEncoder().encodeToString(key.pair().getPublic().getEncoded()));
    });
    return Answer.json(200, answer);
  }

  synchronized String sign(String id, String text) {
    Key key = offered.get(id);
    if (key == null) {
      key = withheld.computeIfAbsent(id, _ -> new Key(pair(), null));
    }
    try {
      Signature signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(key.pair().getPrivate());
      signer.update(text.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java signs", e);
    }
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has this curve", e);
    }
  }
}
