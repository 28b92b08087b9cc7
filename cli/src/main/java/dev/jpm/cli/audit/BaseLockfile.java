package dev.jpm.cli.audit;

import dev.jpm.audit.lock.LockText;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.work.Git;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.LockfileManifests;
import dev.jpm.model.Manifest;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lockfile that another one is compared with: a file, or that of a git revision. */
final class BaseLockfile {
  private static final String HEAD = "HEAD";

  private final Invocation call;
  private final String base;

  BaseLockfile(Invocation call) {
    this.call = call;
    String given = call.settings().text("base");
    this.base = given.isEmpty() ? HEAD : given;
  }

  /** As people named it. */
  String name() {
    return base;
  }

  /** What {@code file} was; one without entries where it was not there. */
  LockText of(Path file, LockText now) throws InterruptedException {
    Path other = call.session().cwd().resolve(base);
    // A file that is called like the revision may be part of the very change that is looked at.
    boolean meansFile = base.startsWith(".") || Path.of(base).isAbsolute() || !isRevision(file);
    if (meansFile && Files.isRegularFile(other)) {
      try {
        return LockText.read(Files.readString(other), base, LockfileManifests.beside(other));
      } catch (IOException e) {
        throw FileErrors.of(e, "read", other);
      }
    }
    return ofRevision(file, now);
  }

  private boolean isRevision(Path file) throws InterruptedException {
    Path folder = file.toAbsolutePath().getParent();
    try {
      return folder != null && !commit(new Git(folder, call)).isEmpty();
    } catch (JpmException none) {
      return false;
    }
  }

  private String commit(Git git) throws InterruptedException {
    return git.run(List.of("rev-parse", "--verify", "--end-of-options", base + "^{commit}"))
        .strip();
  }

  private LockText ofRevision(Path file, LockText now) throws InterruptedException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw JpmException.of(ErrorCode.EUSAGE, file + " is in no folder");
    }
    Git git = new Git(folder, call);
    String commit = commit(git);
    String text = text(git, commit, String.valueOf(file.getFileName()));
    if (text == null) {
      return LockText.empty(now, base);
    }
    return LockText.read(text, base + ":" + now.file(), manifests(git, commit, now));
  }

  private static Map<String, Manifest> manifests(Git git, String commit, LockText now)
      throws InterruptedException {
    Map<String, Manifest> manifests = new LinkedHashMap<>();
    Set<String> folders = now.manifests().keySet();
    for (String folder : folders) {
      String path = folder.isEmpty() ? "package.json" : folder + "/package.json";
      String text = text(git, commit, path);
      if (text != null) {
        manifests.put(folder, new Manifest(JsonText.parseObject(text, path)));
      }
    }
    return manifests;
  }

  /** The file at {@code path} in {@code commit}, relative to the folder; null where it was not. */
  private static @Nullable String text(Git git, String commit, String path)
      throws InterruptedException {
    return git.run(List.of("ls-tree", "--name-only", commit, "--", "./" + path)).isBlank()
        ? null
        : git.run(List.of("show", commit + ":./" + path));
  }
}
