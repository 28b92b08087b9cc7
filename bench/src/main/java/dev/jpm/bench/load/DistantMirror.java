package dev.jpm.bench.load;

import dev.jpm.bench.registry.SlowLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A mirror in a process of its own: near to the registry behind it, and far from its clients. */
public final class DistantMirror implements AutoCloseable {
  private final Server server;
  private final SlowLink link;

  private DistantMirror(Server server, SlowLink link) {
    this.server = server;
    this.link = link;
  }

  /**
   * Starts one.
   *
   * @param jpm the launcher of jpm's image
   * @param folder for what it keeps
   * @param registry the address of what it mirrors
   */
  public static DistantMirror start(
      Path jpm, Path folder, String registry, Map<String, String> environment)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = Server.freePort();
    SlowLink link = SlowLink.open(0, port, SlowLink.Shape.USUAL);
    Path config = folder.resolve("mirror.yaml");
    Files.writeString(
        config,
        """
        listen: {port: %d}
        storage: storage
        public-url: %s
        upstreams: [{name: recorded, url: "%s"}]
        """
            .formatted(port, address(link), registry));
    List<String> command = List.of(jpm.toString(), "mirror", "serve", config.toString());
    try {
      return new DistantMirror(Server.start("mirror", port, command, folder, environment), link);
    } catch (IOException | InterruptedException e) {
      link.close();
      throw e;
    }
  }

  /** What clients install from, over the link. */
  public String address() {
    return address(link);
  }

  private static String address(SlowLink link) {
    return "http://127.0.0.1:" + link.port() + "/";
  }

  @Override
  public void close() {
    link.close();
    server.close();
  }
}
