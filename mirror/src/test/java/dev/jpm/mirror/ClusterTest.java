package dev.jpm.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.mirror.config.ClusterConfig;
import dev.jpm.testing.SpawnedCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Three nodes, each a process of its own, over one PostgreSQL and one S3 bucket. */
class ClusterTest {
  private static final int ROUNDS = 4;
  private static final int PUBLISHERS = 6;
  private static final int VERSIONS = 6;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void nodesAreOneRegistryAndAKilledOneLosesNothing() throws Exception {
    if (SharedServers.postgresql().isEmpty()) {
      return;
    }
    ClusterConfig cluster = SharedServers.running().cluster();
    try (Nodes nodes = Nodes.start(folder, cluster)) {
      String token = logInAcrossNodes(nodes);
      ofManyWhoPublishOneVersionOneWins(nodes, token);
      bytesThatOneTakesBackStayForAnother(nodes, token);
      Map<String, byte[]> accepted = publishWhileOneIsKilled(nodes, token);

      assertThat(accepted).hasSize(PUBLISHERS * VERSIONS);
      for (int node : List.of(1, 2)) {
        allIsThere(nodes.url(node), accepted);
      }
    }
  }

  /** A client asks one node, the person's browser another. */
  private static String logInAcrossNodes(Nodes nodes) throws Exception {
    JsonNode begun = json(send("POST", nodes.url(0) + "-/v1/login", "{}", ""));
    String page = begun.path("loginUrl").asString().replace(nodes.url(0), nodes.url(1));
    HttpResponse<byte[]> entered =
        send("POST", page, "name=me&email=&password=" + People.PASSWORD.replace(' ', '+'), "");
    assertThat(entered.statusCode()).as(text(entered)).isEqualTo(200);
    String done = begun.path("doneUrl").asString().replace(nodes.url(0), nodes.url(2));
    String token = json(send("GET", done, "", "")).path("token").asString();
    assertThat(text(send("GET", nodes.url(0) + "-/whoami", "", token))).contains("\"me\"");
    assertThat(send("GET", done, "", "").statusCode()).as("told once").isEqualTo(404);
    return token;
  }

  private static void ofManyWhoPublishOneVersionOneWins(Nodes nodes, String token)
      throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        String version = "1.0." + round;
        List<byte[]> tarballs = new ArrayList<>();
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int client = 0; client < 6; client++) {
          byte[] tarball = (version + " of client " + client).getBytes(UTF_8);
          tarballs.add(tarball);
          String address = nodes.url(client % 3) + "@own%2frace";
          String document = Submissions.of("@own/race", version, tarball).toString();
          calls.add(() -> send("PUT", address, document, token).statusCode());
        }
        List<Integer> statuses = clients.invokeAll(calls).stream().map(Future::resultNow).toList();

        assertThat(statuses).as(version).containsOnlyOnce(201).containsOnly(201, 403);
        byte[] winner = tarballs.get(statuses.indexOf(201));
        for (int node = 0; node < 3; node++) {
          assertThat(tarball(nodes.url(node), "race", version)).isEqualTo(winner);
        }
      }
    }
  }

  /** One package is taken back while another is published that consists of the same bytes. */
  private static void bytesThatOneTakesBackStayForAnother(Nodes nodes, String token)
      throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] bytes = ("the same in round " + round).getBytes(UTF_8);
        String going = nodes.url(0) + "@own%2fgoing-" + round;
        String coming = nodes.url(1) + "@own%2fcoming-" + round;
        String first = Submissions.of("@own/going-" + round, "1.0.0", bytes).toString();
        String second = Submissions.of("@own/coming-" + round, "1.0.0", bytes).toString();
        assertThat(send("PUT", going, first, token).statusCode()).isEqualTo(201);
        String revision = json(send("GET", going, "", "")).path("_rev").asString();

        List<Callable<Integer>> calls =
            List.of(
                () -> send("DELETE", going + "/-rev/" + revision, "", token).statusCode(),
                () -> send("PUT", coming, second, token).statusCode());
        List<Integer> statuses = clients.invokeAll(calls).stream().map(Future::resultNow).toList();

        assertThat(statuses).containsExactly(200, 201);
        for (int node = 0; node < 3; node++) {
          assertThat(tarball(nodes.url(node), "coming-" + round, "1.0.0")).isEqualTo(bytes);
        }
      }
    }
  }

  /**
   * What was accepted, by package and version; each client goes to the next node after a failure.
   */
  private static Map<String, byte[]> publishWhileOneIsKilled(Nodes nodes, String token)
      throws Exception {
    Map<String, byte[]> accepted = new ConcurrentHashMap<>();
    CountDownLatch underWay = new CountDownLatch(PUBLISHERS * VERSIONS / 4);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < PUBLISHERS; client++) {
        String name = "load-" + client;
        int first = client;
        running.add(
            clients.submit(() -> {
              for (int i = 0; i < VERSIONS; i++) {
                String version = "1." + i + ".0";
                byte[] tarball = (name + " " + version).repeat(500).getBytes(UTF_8);
                publish(nodes, first + i, name, version, tarball, token);
                accepted.put(name + "@" + version, tarball);
                underWay.countDown();
              }
              return null;
            }));
      }
      underWay.await();
      nodes.kill(0);
      for (Future<?> each : running) {
        each.get();
      }
    }
    return accepted;
  }

  private static void publish(
      Nodes nodes, int first, String name, String version, byte[] tarball, String token)
      throws Exception {
    String document = Submissions.of("@own/" + name, version, tarball).toString();
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        HttpResponse<byte[]> answer =
            send("PUT", nodes.url((first + attempt) % 3) + "@own%2f" + name, document, token);
        // A node that was killed may have done it before it could say so.
        boolean done =
            answer.statusCode() == 201
                || (attempt > 0
                    && text(answer).contains("cannot publish over the previously published"));
        assertThat(done).as(text(answer)).isTrue();
        return;
      } catch (IOException killed) {
        assertThat(attempt).as("only one node is killed: " + killed).isLessThan(2);
      }
    }
  }

  private static void allIsThere(String url, Map<String, byte[]> accepted) throws Exception {
    for (int client = 0; client < PUBLISHERS; client++) {
      JsonNode packument = json(send("GET", url + "@own%2fload-" + client, "", ""));
      assertThat(packument.path("versions").size()).isEqualTo(VERSIONS);
      assertThat(packument.path("dist-tags").path("latest").asString())
          .isEqualTo("1." + (VERSIONS - 1) + ".0");
    }
    for (Map.Entry<String, byte[]> each : accepted.entrySet()) {
      String[] parts = each.getKey().split("@", -1);
      assertThat(tarball(url, parts[0], parts[1])).as(each.getKey()).isEqualTo(each.getValue());
    }
  }

  private static byte[] tarball(String url, String name, String version) throws Exception {
    return send("GET", url + "@own/" + name + "/-/" + name + "-" + version + ".tgz", "", "").body();
  }

  private static HttpResponse<byte[]> send(String method, String address, String body, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(30))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    return Served.json(answer);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return Served.text(answer);
  }

  /** The nodes, by number. */
  private record Nodes(List<SpawnedCommand> processes, List<String> urls) implements AutoCloseable {
    static Nodes start(Path folder, ClusterConfig cluster) throws Exception {
      List<SpawnedCommand> processes = new ArrayList<>();
      for (int node = 0; node < 3; node++) {
        processes.add(spawn(Files.createDirectory(folder.resolve("node" + node)), cluster));
      }
      List<String> urls = new ArrayList<>();
      for (SpawnedCommand process : processes) {
        urls.add(process.awaitOutput("listens on (\\S+)").group(1));
      }
      return new Nodes(processes, urls);
    }

    private static SpawnedCommand spawn(Path folder, ClusterConfig cluster) throws IOException {
      Path config =
          Files.writeString(
              folder.resolve("mirror.yaml"),
              """
              listen: {host: 127.0.0.1, port: 0}
              storage: work
              namespaces: ["@own/*"]
              upstreams: []
              """
                  + StorageKind.yaml(cluster));
      return SpawnedCommand.start(
          folder,
          Map.of("PATH", "/usr/bin:/bin"),
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "--enable-native-access=ALL-UNNAMED",
              // No more than the image has.
              "--limit-modules=java.base,java.logging,java.naming,java.sql,java.xml,jdk.unsupported",
              "-cp",
              System.getProperty("java.class.path"),
              NodeProcess.class.getName(),
              config.toString()));
    }

    String url(int node) {
      return urls.get(node);
    }

    void kill(int node) throws InterruptedException {
      processes.get(node).kill();
    }

    @Override
    public void close() {
      processes.forEach(SpawnedCommand::close);
    }
  }
}
