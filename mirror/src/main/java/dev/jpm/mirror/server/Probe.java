package dev.jpm.mirror.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * Asks an address of a mirror, for health checks of containers that have no other program. It runs
 * often, so it loads next to nothing.
 */
public final class Probe {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private Probe() {}

  /** Ends in an exception, and so with exit code 1, where the answer is not 200. */
  public static void main(String[] addresses) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(addresses[0]).toURL().openConnection();
    connection.setConnectTimeout((int) LONGEST.toMillis());
    connection.setReadTimeout((int) LONGEST.toMillis());
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      throw new IOException(addresses[0] + " answers " + status);
    }
  }
}
