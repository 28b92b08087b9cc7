package dev.jpm.audit.signature;

import dev.jpm.model.error.JpmException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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
    ObjectNode provenance = JsonNodeFactory.instance.objectNode();
    ArrayNode list = provenance.putArray("attestations");
    for (JsonNode one : answer.path("attestations")) {
      if (one.path("predicateType").asString("").startsWith(PROVENANCE)) {
        list.add(one);
      }
    }
    if (Attestation.in(provenance).stream()
        .anyMatch(one -> !one.statedType().startsWith(PROVENANCE))) {
      return new Proof.None("its provenance states something else");
    }
    // Keys of registries prove nothing of who built: only certificates name a workflow.
    AttestationCheck check =
        new AttestationCheck(release(name, version, integrity), List.of(), verifier);
    try {
      AttestationCheck.Bad bad = check.firstBad(provenance);
      Identity identity = check.identity();
      if (bad != null) {
        return new Proof.None(bad.why());
      }
      return identity == null
          ? new Proof.None("no workflow has signed its provenance")
          : new Proof.By(identity);
    } catch (JpmException other) {
      return new Proof.None(other.sentence());
    }
  }
}
