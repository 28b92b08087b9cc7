package dev.jpm.runtime;

import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileModes;
import dev.jpm.fs.Folders;
import dev.jpm.fs.Links;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes the shims of one runtime and one jpm, once per machine. The folder's name tells its
 * content, so that every process that needs it may write it at the same time; a mark that is
 * written last tells that it is complete.
 */
public final class ShimFolder {
  private static final String COMPLETE = ".complete";

  private ShimFolder() {}

  /**
   * The shims for {@code runtime} below {@code root}, made where they are not there yet.
   *
   * @throws JpmException EACCES, EROFS, ENOSPC … where they cannot be written
   */
  public static Shims ensure(Path root, NodeRuntime runtime, Launcher jpm, HostPlatform host) {
    Map<String, String> texts = ShimTexts.of(runtime, jpm, host);
    Path folder = root.resolve(nameOf(texts, runtime));
    Path mark = folder.resolve(COMPLETE);
    Shims shims = Shims.in(folder);
    if (Files.exists(mark)) {
      return shims;
    }
    Folders.create(shims.folder());
    Folders.create(folder.resolve("lib"));
    texts.forEach((name, text) -> {
      Path file = folder.resolve(name);
      AtomicFile.write(file, text);
      if (name.startsWith("bin/") && !host.isWindows()) {
        FileModes.makeExecutable(file);
      }
    });
    linkNode(shims.folder(), runtime.node(), host);
    AtomicFile.write(mark, "");
    return shims;
  }

  /**
   * A symbolic link, so that Node.js sees the path of the real executable; on Windows, where that
   * takes a privilege, a second name of the file. Where even that fails (another drive), the batch
   * file among the texts has to do.
   */
  private static void linkNode(Path bin, Path node, HostPlatform host) {
    try {
      if (host.isWindows()) {
        Links.hardLink(bin.resolve("node.exe"), node);
      } else {
        Links.symlink(bin.toRealPath().resolve("node"), node.toRealPath());
      }
    } catch (JpmException e) {
      if (e.code() != ErrorCode.EEXIST && !host.isWindows()) {
        throw e;
      }
    } catch (IOException e) {
      throw JpmException.of(ErrorCode.ERUNTIME, "The runtime " + node + " is not there", e);
    }
  }

  /** FNV-1a in 64 bits: enough to keep a handful of folders apart, and free at start-up. */
  private static String nameOf(Map<String, String> texts, NodeRuntime runtime) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : (runtime.node() + "\0" + texts).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return Long.toHexString(hash);
  }
}
