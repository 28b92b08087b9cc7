package dev.jpm.fetcher;

import dev.jpm.config.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How requests are made.
 *
 * @param headers sent with every request: {@code user-agent}, {@code npm-command} …
 * @param maxSockets connections per origin where one connection serves one request at a time
 * @param timeout the longest silence of a server
 */
public record HttpOptions(
    Map<String, String> headers, int maxSockets, Duration timeout, RetryPolicy retries) {
  public HttpOptions {
    headers = Map.copyOf(headers);
  }

  /** npm's defaults, under the name of {@code userAgent}. */
  public static HttpOptions defaults(String userAgent) {
    return new HttpOptions(
        Map.of("user-agent", userAgent), 15, Duration.ofMinutes(5), RetryPolicy.DEFAULT);
  }

  /**
   * As the settings say, with the headers that npm sends.
   *
   * @param userAgent what the setting of that name means here
   * @param command the command that runs, as npm names it
   * @param session a random word for this process
   */
  public static HttpOptions of(
      Settings settings, String userAgent, String command, String session) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("user-agent", userAgent);
    headers.put("npm-auth-type", settings.text("auth-type"));
    headers.put("npm-scope", settings.text("scope"));
    headers.put("npm-session", session);
    headers.put("npm-command", command);
    headers.values().removeIf(String::isEmpty);
    return new HttpOptions(
        headers,
        Math.max(settings.count("maxsockets"), 1),
        Duration.ofMillis(settings.count("fetch-timeout")),
        RetryPolicy.of(settings));
  }

  HttpOptions with(RetryPolicy otherRetries) {
    return new HttpOptions(headers, maxSockets, timeout, otherRetries);
  }
}
