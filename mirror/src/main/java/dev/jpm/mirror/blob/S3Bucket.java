package dev.jpm.mirror.blob;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.mirror.config.ClusterConfig.S3;
import dev.jpm.mirror.credentials.BucketIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * The requests that blobs need of S3, signed by Amazon's own signer. What fails on the way, or on a
 * server that has too much to do, is tried again: each may happen twice without harm.
 */
final class S3Bucket implements AutoCloseable {
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final int MISSING = 404;

  private final S3 config;
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final BucketIdentity identity;
  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .readTimeout(SILENCE)
          .writeTimeout(SILENCE)
          .followRedirects(false)
          .build();

  S3Bucket(S3 config) {
    this.config = config;
    this.identity = BucketIdentity.of(config.credentials(), InstantSource.system());
  }

  /** The size of an object; empty where there is none. */
  OptionalLong size(String key) throws IOException {
    try (Response response = send(SdkHttpMethod.HEAD, key, Map.of(), null)) {
      return response.code() == MISSING
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(response.header("content-length", "0")));
    }
  }

  /** Some bytes of an object that has {@code size}. */
  InputStream read(String key, long from, long length, long size) throws IOException {
    Map<String, String> headers =
        length == size ? Map.of() : Map.of("range", "bytes=" + from + "-" + (from + length - 1));
    Response response = send(SdkHttpMethod.GET, key, headers, null);
    if (response.code() == MISSING) {
      response.close();
      throw new IOException("the blob is gone");
    }
    return response.body().byteStream();
  }

  /** Makes an object of a file. */
  void put(String key, Path file) throws IOException {
    try (Response response = send(SdkHttpMethod.PUT, key, Map.of(), file)) {
      if (response.code() == MISSING) {
        throw new IOException("there is no bucket " + config.bucket());
      }
    }
  }

  /** The objects whose keys begin with {@code prefix}. */
  List<S3Listing.Found> list(String prefix) throws IOException {
    List<S3Listing.Found> all = new ArrayList<>();
    String next = "";
    do {
      S3Listing page = page(prefix, next);
      all.addAll(page.objects());
      next = page.next();
    } while (!next.isEmpty());
    return all;
  }

  private S3Listing page(String prefix, String from) throws IOException {
    String query = "?list-type=2&prefix=" + encoded(prefix);
    String more = from.isEmpty() ? "" : "&continuation-token=" + encoded(from);
    try (Response response = send(SdkHttpMethod.GET, query + more, Map.of(), null)) {
      if (response.code() == MISSING) {
        throw new IOException("there is no bucket " + config.bucket());
      }
      return S3Listing.read(response.body().byteStream());
    }
  }

  /** As signatures want it, where a space is no plus. */
  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8).replace("+", "%20");
  }

  void delete(String key) throws IOException {
    send(SdkHttpMethod.DELETE, key, Map.of(), null).close();
  }

  /** An answer that is good, or says that there is no such thing. */
  private Response send(
      SdkHttpMethod method, String key, Map<String, String> headers, @Nullable Path file)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Response response = client.newCall(signed(method, key, headers, file)).execute();
        if (response.isSuccessful() || response.code() == MISSING) {
          return response;
        }
        response.close();
        if (response.code() < 500 || attempt == TRIES) {
          throw new RefusedException(method + " was answered " + response.code());
        }
      } catch (RefusedException e) {
        throw e;
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
      pause(PAUSE.multipliedBy(attempt));
    }
  }

  /** S3 has answered, and will not answer otherwise. */
  private static final class RefusedException extends IOException {
    RefusedException(String message) {
      super(message);
    }
  }

  private static void pause(Duration time) throws IOException {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private Request signed(
      SdkHttpMethod method, String key, Map<String, String> headers, @Nullable Path file)
      throws IOException {
    String slash = key.startsWith("?") ? "" : "/";
    URI address = config.endpoint().resolve(config.bucket() + slash + key);
    SdkHttpRequest.Builder plain = SdkHttpRequest.builder().method(method).uri(address);
    headers.forEach(plain::putHeader);
    if (file != null) {
      plain.putHeader("content-length", Long.toString(Files.size(file)));
    }
    AwsCredentialsIdentity asker = identity.current();
    SdkHttpRequest signed =
        signer
            .sign(request -> {
              request
                  .identity(asker)
                  .request(plain.build())
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                  .putProperty(AwsV4HttpSigner.REGION_NAME, config.region())
                  .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                  .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false);
              if (file != null) {
                request.payload(() -> opened(file));
              }
            })
            .request();
    Request.Builder request =
        new Request.Builder()
            .url(address.toString())
            // What is stored is compressed, and its length is told.
            .header("accept-encoding", "identity")
            .method(method.name(), file == null ? null : RequestBody.create(file.toFile(), TYPE));
    signed.forEachHeader((name, values) -> add(request, name, values));
    return request.build();
  }

  private static final MediaType TYPE = MediaType.get("application/octet-stream");

  private static void add(Request.Builder request, String name, List<String> values) {
    values.forEach(value -> request.addHeader(name, value));
  }

  private static InputStream opened(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
