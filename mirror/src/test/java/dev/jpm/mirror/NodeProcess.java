package dev.jpm.mirror;

import dev.jpm.mirror.config.ConfigFile;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.MirrorConfig.Listen;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A node of a cluster as a process of its own; tells its address on standard output. */
final class NodeProcess {
  private NodeProcess() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path file = Path.of(arguments[0]);
    MirrorConfig usual =
        MirrorConfig.of(
            Listen.USUAL, file.resolveSibling("unused"), URI.create("http://upstream.example/"));
    MirrorConfig config = ConfigFile.parse(Files.readString(file), file, Map.of(), usual);
    Mirror mirror = Mirror.start(config, InstantSource.system(), _ -> {});
    System.out.println("listens on " + mirror.url());
    new CountDownLatch(1).await();
  }
}
