package dev.jpm.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jpm.audit.signature.AttestationVerifier.Verdict;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.registrymock.sigstore.MockSigstore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Statements that services in this process sign. */
class StatementSignerTest {
  private static final String TYPE = "application/vnd.in-toto+json";
  private static final byte[] STATEMENT = "{\"a\":\"ü\"}".getBytes(UTF_8);

  private final MockSigstore sigstore = MockSigstore.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    sigstore.close();
  }

  @Test
  void whatIsSignedIsProven() {
    JsonNode bundle = sign(sigstore.token("sigstore"));

    assertThat(verifier(sigstore.trustRoot()).verify(bundle, null))
        .isInstanceOfSatisfying(
            Verdict.Good.class,
            good ->
                assertThat(String.valueOf(good.identity()))
                    .contains("https://github.com/own/p", ".github/workflows/release.yml"));
    assertThat(Base64.getDecoder().decode(bundle.at("/dsseEnvelope/payload").asString()))
        .isEqualTo(STATEMENT);
  }

  /** What npm 11 asked of the same services, and the bundle that it made of their answers. */
  @Test
  void itIsAskedAndBundledAsNpmDoes() throws IOException {
    JsonNode npms = recorded();
    JsonNode npmsBundle = json(npms.path("bundle").asString());
    JsonNode bundle = sign(sigstore.token("sigstore"));

    assertThat(shape(bundle)).isEqualTo(shape(npmsBundle));
    assertThat(bundle.path("mediaType")).isEqualTo(npmsBundle.path("mediaType"));
    JsonNode certificate = json(asked(MockSigstore.CERTIFICATES));
    JsonNode npmsCertificate = json(npms.path("certificateRequest").asString());
    assertThat(shape(certificate)).isEqualTo(shape(npmsCertificate));
    assertThat(lines(certificate)).isEqualTo(lines(npmsCertificate));
    JsonNode entry = json(asked(MockSigstore.ENTRIES));
    JsonNode npmsEntry = json(npms.path("entryRequest").asString());
    assertThat(shape(entry)).isEqualTo(shape(npmsEntry));
    String envelope = "/spec/proposedContent/envelope";
    assertThat(shape(json(entry.at(envelope).asString())))
        .isEqualTo(shape(json(npmsEntry.at(envelope).asString())));
    assertThat(verifier(npms.path("trustRoot").toString()).verify(npmsBundle, null))
        .isInstanceOf(Verdict.Good.class);
  }

  /** How long the lines of the public key are. */
  private static List<Integer> lines(JsonNode request) {
    return request
        .at("/publicKeyRequest/publicKey/content")
        .asString()
        .lines()
        .map(String::length)
        .toList();
  }

  @Test
  void whoSaysNoIsNamedAndNoTokenIsTold() {
    String token = sigstore.token("sigstore");
    sigstore.fail(MockSigstore.CERTIFICATES, 500);
    JpmException uncertified = failure(this::post, token);
    assertThat(uncertified.code()).isEqualTo(ErrorCode.CA_CREATE_SIGNING_CERTIFICATE_ERROR);
    assertThat(uncertified.sentence())
        .startsWith("error creating signing certificate - it does not work: ")
        .contains("\"oidcIdentityToken\":\"***\"")
        .doesNotContain(token);

    sigstore.heal().fail(MockSigstore.ENTRIES, 500);
    JpmException unlogged = failure(this::post, token);
    assertThat(unlogged.code()).isEqualTo(ErrorCode.TLOG_CREATE_ENTRY_ERROR);
    assertThat(unlogged.sentence()).startsWith("error creating tlog entry - it does not work: ");
    assertThat(asked(MockSigstore.ENTRIES)).doesNotContain(token);
  }

  @Test
  void aTokenThatSaysNothingIsShownToNobody() {
    for (String token : List.of("secret", "no.secret.token", "e30.e30.secret")) {
      JpmException unreadable = failure(this::post, token);
      assertThat(unreadable.code()).isEqualTo(ErrorCode.IDENTITY_TOKEN_PARSE_ERROR);
      assertThat(unreadable.sentence()).isEqualTo("invalid identity token");
    }
    assertThat(sigstore.asked()).isEmpty();
  }

  @Test
  void answersThatProveNothingAreRefused() {
    String token = sigstore.token("sigstore");
    sign(token);
    JsonNode others = repeated(MockSigstore.CERTIFICATES);
    JsonNode other = repeated(MockSigstore.ENTRIES);
    String certifying = "error creating signing certificate - what came ";
    String logging = "error creating tlog entry - ";

    assertThat(failure(answering(MockSigstore.CERTIFICATES, json("{}")), token).sentence())
        .isEqualTo(certifying + "is no certificate");
    assertThat(failure(answering(MockSigstore.CERTIFICATES, others), token).sentence())
        .isEqualTo(certifying + "certifies another key");
    assertThat(failure(answering(MockSigstore.ENTRIES, other), token).sentence())
        .isEqualTo(logging + "the log's entry is about another signature");
    assertThat(failure(answering(MockSigstore.ENTRIES, json("{}")), token).sentence())
        .isEqualTo(logging + "Received multiple entries in Rekor response");
  }

  @Test
  void aTrustRootNamesWhoSigns() {
    SigningServices ours = SigningServices.bundled(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(ours.authority()).hasScheme("https");
    assertThat(ours.log()).hasScheme("https").isNotEqualTo(ours.authority());
    assertThat(ours.entry("7").getQuery()).isEqualTo("logIndex=7");

    JpmException before =
        catchThrowableOfType(
            JpmException.class,
            () -> SigningServices.bundled(Instant.parse("2020-01-01T00:00:00Z")));
    assertThat(before.sentence()).contains("names no certificate authority that signs now");
  }

  private ObjectNode sign(String token) {
    return signer(this::post).sign(TYPE, STATEMENT, token);
  }

  private JpmException failure(ServiceCall call, String token) {
    return catchThrowableOfType(
        JpmException.class, () -> signer(call).sign(TYPE, STATEMENT, token));
  }

  private StatementSigner signer(ServiceCall call) {
    byte[] root = sigstore.trustRoot().getBytes(UTF_8);
    return new StatementSigner(SigningServices.trusted(root, "root.json", Instant.now()), call);
  }

  private ServiceCall answering(String path, JsonNode answer) {
    return (url, body) -> url.getPath().equals(path) ? answer : post(url, body);
  }

  private JsonNode repeated(String path) {
    return post(URI.create(sigstore.url() + path), json(asked(path)));
  }

  private JsonNode post(URI url, JsonNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(body.toString())).build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      JsonNode answer = json(response.body());
      if (response.statusCode() == 201) {
        return answer;
      }
      throw JpmException.of(ErrorCode.EHTTP, answer.path("message").asString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The last body that was sent to {@code path}. */
  private String asked(String path) {
    return sigstore.asked().stream()
        .filter(request -> request.target().equals(path))
        .toList()
        .getLast()
        .body();
  }

  private static SigstoreVerifier verifier(String root) {
    return SigstoreVerifier.trusting(root.getBytes(UTF_8), "root.json");
  }

  private JsonNode recorded() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(getClass().getResourceAsStream("npm-signing.json"))) {
      return json(new String(file.readAllBytes(), UTF_8));
    }
  }

  /** Every key in its place, in order. */
  private static List<String> shape(JsonNode json) {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      keys.add(entry.getKey());
      shape(entry.getValue()).forEach(key -> keys.add(entry.getKey() + "/" + key));
    }
    for (int i = 0; json.isArray() && i < json.size(); i++) {
      int at = i;
      shape(json.get(i)).forEach(key -> keys.add(at + "/" + key));
    }
    return keys;
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
