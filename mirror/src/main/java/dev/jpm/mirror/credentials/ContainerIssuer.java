package dev.jpm.mirror.credentials;

import dev.jpm.config.Secret;
import dev.jpm.mirror.config.S3Credentials.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.Request;

/** The service that gives containers their credentials (ECS, EKS Pod Identity). */
record ContainerIssuer(Container place) implements Issuer {
  @Override
  public Issued issue() throws IOException {
    Request.Builder request = new Request.Builder().url(place.url().toString());
    Path file = place.tokenFile();
    Secret token = place.token();
    if (file != null) {
      // It is written again from time to time.
      request.header("authorization", Files.readString(file).strip());
    } else if (token != null) {
      request.header("authorization", token.reveal());
    }
    return Questions.issued(Questions.ask(Questions.NEAR, request.build()));
  }
}
