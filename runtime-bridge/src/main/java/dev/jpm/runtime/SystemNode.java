package dev.jpm.runtime;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Node.js on PATH. It is started once to learn its version, for nothing else on the machine
 * tells it reliably.
 */
public final class SystemNode {
  private final Map<String, String> environment;
  private final HostPlatform host;
  private final @Nullable Path without;

  /**
   * @param environment of this process
   * @param without a folder to pass over (our own shims, where a script started jpm), or null
   */
  public SystemNode(Map<String, String> environment, HostPlatform host, @Nullable Path without) {
    this.environment = Map.copyOf(environment);
    this.host = host;
    this.without = without;
  }

  /**
   * The first node on PATH; empty where there is none.
   *
   * @throws JpmException ERUNTIME where it does not tell its version
   */
  public Optional<NodeRuntime> find() {
    return PathSearch.of(environment, host)
        .find("node", folder -> without == null || !folder.startsWith(without))
        .map(node -> {
          Path real = realPathOf(node);
          return new NodeRuntime(
              node, versionOf(node), headersBeside(real), NodeRuntime.Origin.SYSTEM);
        });
  }

  private static Path realPathOf(Path node) {
    try {
      return node.toRealPath();
    } catch (IOException e) {
      return node;
    }
  }

  private static @Nullable Path headersBeside(Path node) {
    Path bin = node.getParent();
    Path prefix = bin == null ? null : bin.getParent();
    return prefix != null && Files.exists(prefix.resolve("include/node/node.h")) ? prefix : null;
  }

  private static String versionOf(Path node) {
    try {
      Process process =
          new ProcessBuilder(node.toString(), "--version")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String text =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() == 0 && text.matches("v\\d+\\.\\d+\\.\\d+\\S*")) {
        return text.substring(1);
      }
      throw JpmException.of(ErrorCode.ERUNTIME, node + " --version does not answer as Node.js");
    } catch (IOException e) {
      throw JpmException.of(ErrorCode.ERUNTIME, node + " cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JpmException.of(ErrorCode.ERUNTIME, node + " --version was interrupted", e);
    }
  }
}
