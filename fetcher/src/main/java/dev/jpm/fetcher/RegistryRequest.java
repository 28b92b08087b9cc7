package dev.jpm.fetcher;

import dev.jpm.config.Registries.Registry;
import dev.jpm.config.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A question to a registry, or a change there, of the many that only one command makes.
 *
 * @param registry whose credentials are shown, where {@code url} is on its host
 * @param body null where nothing is sent along
 * @param otp a one-time password; null where there is none
 * @param login instead of the registry's credentials; null for those
 * @param subject the package or thing that it is about, for messages
 */
public record RegistryRequest(
    String method,
    URI url,
    Registry registry,
    @Nullable JsonNode body,
    @Nullable String otp,
    @Nullable Secret login,
    String subject) {

  /** A request for what lies at {@code path} (no slash in front) below the registry. */
  public static RegistryRequest of(String method, Registry registry, String path) {
    return new RegistryRequest(
        method, RegistryUrls.below(registry, path), registry, null, null, null, path);
  }

  /** A GET of an address that the registry told, such as the next page's. */
  public static RegistryRequest get(Registry registry, URI url) {
    return new RegistryRequest("GET", url, registry, null, null, null, url.getPath());
  }

  public RegistryRequest with(JsonNode newBody) {
    return new RegistryRequest(method, url, registry, newBody, otp, login, subject);
  }

  public RegistryRequest about(String newSubject) {
    return new RegistryRequest(method, url, registry, body, otp, login, newSubject);
  }

  public RegistryRequest withOtp(@Nullable String newOtp) {
    return new RegistryRequest(method, url, registry, body, newOtp, login, subject);
  }

  /** The same as that user, whatever is configured. */
  public RegistryRequest as(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    Secret basic = Secret.of("Basic " + Base64.getEncoder().encodeToString(pair));
    return new RegistryRequest(method, url, registry, body, otp, basic, subject);
  }

  /** The same with a token, whatever is configured. */
  public RegistryRequest bearing(String token) {
    Secret bearer = Secret.of("Bearer " + token);
    return new RegistryRequest(method, url, registry, body, otp, bearer, subject);
  }

  HttpCall call() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json");
    if (otp != null && !otp.isEmpty()) {
      headers.put("npm-otp", otp);
    }
    if (login != null) {
      headers.put("authorization", login.reveal());
    }
    return new HttpCall(
        method,
        url,
        registry,
        headers,
        subject,
        HttpCall.Kind.DOCUMENT,
        body == null ? null : HttpCall.Body.of(body, HttpCall.Purpose.CHANGE));
  }
}
