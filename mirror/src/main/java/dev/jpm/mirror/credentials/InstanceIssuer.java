package dev.jpm.mirror.credentials;

import java.io.IOException;
import java.net.URI;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The metadata service of a machine, in its second version, which wants a token to be fetched. */
record InstanceIssuer(URI service) implements Issuer {
  private static final String ROLES = "latest/meta-data/iam/security-credentials/";

  @Override
  public Issued issue() throws IOException {
    String token =
        Questions.ask(
            Questions.NEAR,
            at("latest/api/token")
                .header("x-aws-ec2-metadata-token-ttl-seconds", "60")
                .put(RequestBody.create(new byte[0]))
                .build());
    String role = get(ROLES, token).strip().lines().findFirst().orElse("");
    if (role.isEmpty()) {
      throw new IOException("no credentials: this machine has no role");
    }
    return Questions.issued(get(ROLES + role, token));
  }

  private String get(String path, String token) throws IOException {
    return Questions.ask(
        Questions.NEAR, at(path).header("x-aws-ec2-metadata-token", token).build());
  }

  private Request.Builder at(String path) {
    return new Request.Builder().url(service.resolve(path).toString());
  }
}
