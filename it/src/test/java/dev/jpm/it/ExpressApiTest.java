package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.testing.SpawnedCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An Express server that {@code jpm start} runs, asked over HTTP. */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
class ExpressApiTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void theApiAnswersAndEndsWhenAskedTo(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    Jpm jpm = seeds.jpm().set("PORT", "0").set("TOKEN", "secret");
    try (SpawnedCommand server = jpm.spawn(seeds.installed("express-api"), "start");
        HttpClient client = HttpClient.newHttpClient()) {
      Api api = new Api(client, server.awaitOutput("listening on (http://\\S+)").group(1));

      booksAreReadAndWritten(api);
      filesAreServedAndRevalidated(api);
      faultsAreToldAsJson(api);
      assertThat(server.awaitOutput("failed: (.+)").group(1))
          .isEqualTo("the printer lost the cover of Middlemarch");

      server.terminate();
      // 128 and the signal, as npm has it: the shell that runs a script dies of it.
      assertThat(server.await().failed(143).stdout())
          .contains("GET /api/books 200\n")
          .endsWith("stopped by SIGTERM\n");
    }
  }

  private static void booksAreReadAndWritten(Api api) throws Exception {
    String emma = "{\"title\":\" Emma \",\"year\":1815}";
    HttpResponse<String> written = api.post("/api/books", "secret", emma);

    assertThat(written.statusCode()).isEqualTo(201);
    assertThat(written.headers().firstValue("location")).hasValue("/api/books/2");
    assertThat(written.headers().firstValue("x-powered-by")).isEmpty();
    assertThat(api.get("/api/books/2").body())
        .isEqualTo("{\"id\":2,\"title\":\"Emma\",\"year\":1815}");
    assertThat(api.get("/api/books").body()).contains("Middlemarch", "Emma");
    assertThat(api.get("/api/books?before=1850").body())
        .contains("Emma")
        .doesNotContain("Middlemarch");
  }

  private static void filesAreServedAndRevalidated(Api api) throws Exception {
    HttpResponse<String> page = api.get("/");
    String tag = page.headers().firstValue("etag").orElseThrow();

    assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body()).contains("<h1>Library</h1>");
    assertThat(api.send(api.to("/").header("If-None-Match", tag)).statusCode()).isEqualTo(304);
    assertThat(api.get("/..%2f..%2fpackage.json").statusCode()).isNotEqualTo(200);
  }

  private static void faultsAreToldAsJson(Api api) throws Exception {
    isError(api.get("/api/books/99"), 404, "no book 99");
    isError(api.get("/elsewhere"), 404, "nothing at /elsewhere");
    isError(api.post("/api/books", "guess", "{}"), 401, "writing needs the token");
    isError(api.post("/api/books", "secret", "{\"title\":\"\"}"), 422, "a book needs a title");
    isError(api.post("/api/books", "secret", "{\"title\""), 400, "JSON");
    isError(api.post("/api/books", "secret", "\"" + "x".repeat(2000)), 413, "too large");
    HttpResponse<String> ours = api.get("/api/books/1/cover");
    isError(ours, 500, "something went wrong");
    assertThat(ours.body()).doesNotContain("printer", "at ");
  }

  private static void isError(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElse("")).contains("json");
    assertThat(answer.body()).startsWith("{\"error\":").contains(message);
  }

  private record Api(HttpClient client, String address) {
    HttpRequest.Builder to(String path) {
      return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
      return send(to(path));
    }

    HttpResponse<String> post(String path, String token, String json)
        throws IOException, InterruptedException {
      return send(
          to(path)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
