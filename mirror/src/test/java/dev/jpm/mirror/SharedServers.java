package dev.jpm.mirror;

import dev.jpm.config.Secret;
import dev.jpm.fs.Folders;
import dev.jpm.mirror.config.ClusterConfig;
import dev.jpm.mirror.config.ClusterConfig.Postgres;
import dev.jpm.mirror.config.ClusterConfig.S3;
import dev.jpm.mirror.config.S3Credentials;
import dev.jpm.testing.SpawnedCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL and a server that speaks S3, each a process of its own, started once for all tests
 * of this process and ended with it.
 */
final class SharedServers {
  /** The server refuses to run as root; Debian's package brings this user. */
  private static final String SERVER_USER = "postgres";

  private static final String BUCKET = "mirror";
  private static final AtomicInteger CLUSTERS = new AtomicInteger();

  private final SpawnedCommand postgres;
  private final SpawnedCommand s3;
  private final String database;
  private final URI endpoint;
  private final Path objects;

  private SharedServers(
      SpawnedCommand postgres, SpawnedCommand s3, String database, URI endpoint, Path objects) {
    this.postgres = postgres;
    this.s3 = s3;
    this.database = database;
    this.endpoint = endpoint;
    this.objects = objects;
  }

  /** Where PostgreSQL's programs are on this machine. */
  static Optional<Path> postgresql() {
    Path debian = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(debian)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(debian)) {
      return versions.map(version -> version.resolve("bin")).filter(Files::isDirectory).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The servers, started when they are first asked for. */
  static SharedServers running() {
    return Running.SERVERS;
  }

  private static final class Running {
    private static final SharedServers SERVERS = start();
  }

  private static SharedServers start() {
    try {
      Path folder = Files.createTempDirectory("jpm-mirror-servers");
      int port = freePort();
      SpawnedCommand postgres = startPostgres(folder.resolve("postgres"), port);
      int s3Port = freePort();
      SpawnedCommand s3 = startS3(Files.createDirectory(folder.resolve("s3")), s3Port);
      SharedServers servers =
          new SharedServers(
              postgres,
              s3,
              "postgresql://127.0.0.1:" + port + "/postgres",
              URI.create("http://127.0.0.1:" + s3Port + "/"),
              folder.resolve("s3").resolve("objects").resolve(BUCKET));
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> servers.end(folder)));
      postgres.awaitErrorOutput("ready to accept connections");
      s3.awaitOutput("Started \\S*ServerConnector");
      return servers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void end(Path folder) {
    s3.close();
    postgres.close();
    Folders.remove(folder);
  }

  /** Where the second keeps the objects of the bucket, as files. */
  Path objects() {
    return objects;
  }

  /** A place in both that nobody else uses. */
  ClusterConfig cluster() {
    String name = "mirror_" + CLUSTERS.incrementAndGet();
    try (Connection connection = DriverManager.getConnection("jdbc:" + database, SERVER_USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new ClusterConfig(
        new Postgres(database + "?currentSchema=" + name, SERVER_USER, Secret.of("none"), 4),
        new S3(
            endpoint,
            "eu-1",
            BUCKET,
            name + "/",
            new S3Credentials.Keys("key", Secret.of("secret"))));
  }

  private static SpawnedCommand startPostgres(Path folder, int port)
      throws IOException, InterruptedException {
    Path programs = postgresql().orElseThrow();
    Files.createDirectory(folder);
    boolean root = System.getProperty("user.name").equals("root");
    if (root) {
      own(folder.resolveSibling(""));
      own(folder);
    }
    run(
        folder,
        root,
        programs.resolve("initdb").toString(),
        "--no-sync",
        "--auth=trust",
        "--username=" + SERVER_USER,
        "--encoding=UTF8",
        "--locale=C",
        "--pgdata=" + folder);
    return spawn(
        folder,
        root,
        programs.resolve("postgres").toString(),
        "-D",
        folder.toString(),
        "-p",
        Integer.toString(port),
        "-c",
        "listen_addresses=127.0.0.1",
        "-c",
        "unix_socket_directories=",
        "-c",
        "fsync=off");
  }

  private static void own(Path folder) throws IOException {
    UserPrincipalLookupService users = folder.getFileSystem().getUserPrincipalLookupService();
    Files.setOwner(folder, users.lookupPrincipalByName(SERVER_USER));
  }

  private static void run(Path folder, boolean root, String... command)
      throws InterruptedException {
    try (SpawnedCommand spawned = spawn(folder, root, command)) {
      var result = spawned.await();
      if (result.exitCode() != 0) {
        throw new AssertionError(result.stderr());
      }
    }
  }

  private static SpawnedCommand spawn(Path folder, boolean root, String... command) {
    List<String> words = new ArrayList<>();
    if (root) {
      words.addAll(
          List.of("setpriv", "--reuid=" + SERVER_USER, "--regid=" + SERVER_USER, "--clear-groups"));
    }
    words.addAll(List.of(command));
    return SpawnedCommand.start(folder, Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C"), words);
  }

  private static SpawnedCommand startS3(Path folder, int port) throws IOException {
    Files.createDirectories(folder.resolve("objects").resolve(BUCKET));
    Path properties =
        Files.writeString(
            folder.resolve("s3proxy.conf"),
            """
            s3proxy.authorization=aws-v4
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.identity=key
            s3proxy.credential=secret
            jclouds.provider=filesystem-nio2
            jclouds.identity=none
            jclouds.credential=none
            jclouds.filesystem.basedir=%s
            """
                .formatted(port, folder.resolve("objects")));
    return SpawnedCommand.start(
        folder,
        Map.of("PATH", "/usr/bin:/bin"),
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            Path.of("target", "s3proxy", "s3proxy.jar").toAbsolutePath().toString(),
            "--properties",
            properties.toString()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
