package dev.jpm.audit.signature;

import dev.jpm.model.error.JpmException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who built a version, as the provenance among what is attested of it proves. */
public final class ProvenBuild {
  private static final String PROVENANCE = "https://slsa.dev/provenance/";

  private ProvenBuild() {}

  /** Whether all that {@code answer} attests, which is something, is about that version. */
  public static boolean isAbout(String name, String version, JsonNode answer) {
    String purl = release(name, version, "").purl();
    List<Attestation> all = Attestation.in(answer);
    return !all.isEmpty()
        && all.stream().allMatch(one -> one.subject().path("name").asString("").equals(purl));
  }

  private static SignedRelease release(String name, String version, String integrity) {
    ObjectNode dist = JsonNodeFactory.instance.objectNode().put("integrity", integrity);
    return new SignedRelease(name, version, dist, null);
  }

  /**
   * What {@code answer}, a registry's about the attestations of a version, proves.
   *
   * @param integrity of the tarball, as the registry tells it
   */
  public static Proof of(
      String name,
      String version,
      String integrity,
      JsonNode answer,
      AttestationVerifier verifier) {
    SignedRelease release = release(name, version, integrity);
    Set<Identity> identities = new LinkedHashSet<>();
    for (JsonNode one : answer.path("attestations")) {
      if (one.path("predicateType").asString("").startsWith(PROVENANCE)) {
        switch (proof(release, one, verifier)) {
          case Proof.By(Identity identity) -> identities.add(identity);
          case Proof.None none -> {
            return none;
          }
        }
      }
    }
    return switch (identities.size()) {
      case 0 -> new Proof.None("its registry has no provenance of it");
      case 1 -> new Proof.By(identities.iterator().next());
      default -> new Proof.None("its provenance names several builders");
    };
  }

  private static Proof proof(SignedRelease release, JsonNode one, AttestationVerifier verifier) {
    ObjectNode alone = JsonNodeFactory.instance.objectNode();
    alone.putArray("attestations").add(one);
    if (!Attestation.in(alone).getFirst().statedType().startsWith(PROVENANCE)) {
      return new Proof.None("its provenance states something else");
    }
    // Keys of registries prove nothing of who built: only certificates name a workflow.
    AttestationCheck check = new AttestationCheck(release, List.of(), verifier);
    try {
      AttestationCheck.Bad bad = check.firstBad(alone);
      if (bad != null) {
        return new Proof.None(bad.why());
      }
      Identity identity = check.identity();
      return identity == null
          ? new Proof.None("no workflow has signed its provenance")
          : new Proof.By(identity);
    } catch (JpmException other) {
      return new Proof.None(other.sentence());
    }
  }
}
