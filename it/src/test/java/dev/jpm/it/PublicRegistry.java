package dev.jpm.it;

import dev.jpm.config.DefaultRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The registry that is configured by default, seen from this machine. */
final class PublicRegistry {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private PublicRegistry() {}

  /** Whether it does not answer; says so in a plain line then. */
  static boolean isOutOfReach() throws InterruptedException {
    URI ping = URI.create(DefaultRegistry.url()).resolve("-/ping");
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request = HttpRequest.newBuilder(ping).timeout(PATIENCE).build();
      client.send(request, HttpResponse.BodyHandlers.discarding());
      return false;
    } catch (IOException e) {
      System.out.println("NOT TESTED: the default registry cannot be reached from here: " + e);
      return true;
    }
  }
}
