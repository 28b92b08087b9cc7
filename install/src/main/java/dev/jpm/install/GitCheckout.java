package dev.jpm.install;

import dev.jpm.cache.Label;
import dev.jpm.cache.StoredFile;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fetcher.Tarball;
import dev.jpm.fetcher.git.GitCommit;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.Folders;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/**
 * The files of a commit in a folder of their own, for as long as they are needed. Known hosts serve
 * them as a tarball, which is quicker than a clone; where they do not, the repository is cloned.
 */
final class GitCheckout {
  /** What a host answers that does not show its files to everybody. */
  private static final Set<ErrorCode> NOT_SERVED =
      Set.of(
          ErrorCode.E401,
          ErrorCode.E403,
          ErrorCode.E404,
          ErrorCode.E429,
          ErrorCode.EHTTP,
          ErrorCode.ETARBALL);

  private final Path work;
  private final Path folder;

  GitCheckout(Workbench bench, GitCommit commit) {
    this.work = bench.store().workPath();
    Path root = work.resolve("repository");
    Folders.create(work);
    if (!unpackTarball(bench, commit, root)) {
      bench.repositories().checkOut(commit, root);
    }
    String subdirectory = commit.spec().subdirectory();
    this.folder = subdirectory == null ? root : inside(root, subdirectory);
  }

  /** Where the package lies. */
  Path folder() {
    return folder;
  }

  /** A path beside it where nothing lies. */
  Path spare() {
    return work.resolve("package.tgz");
  }

  void remove() {
    Folders.remove(work);
  }

  private static Path inside(Path root, String subdirectory) {
    Path folder = root.resolve(subdirectory.replaceFirst("^/+", "")).normalize();
    try {
      // A link in the repository may lead anywhere.
      if (folder.startsWith(root) && folder.toRealPath().startsWith(root.toRealPath())) {
        return folder;
      }
    } catch (NoSuchFileException e) {
      throw JpmException.of(ErrorCode.ENOENT, "The repository has no folder " + subdirectory, e);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", folder);
    }
    throw JpmException.of(
        ErrorCode.EINVALIDLOCATION, "A path leads out of its repository: " + subdirectory);
  }

  private static boolean unpackTarball(Workbench bench, GitCommit commit, Path root) {
    String url = commit.tarballUrl();
    if (url == null) {
      return false;
    }
    StoredPackage stored;
    try {
      Tarball tarball = new Tarball(Label.NONE, null, URI.create(url), null);
      stored = bench.tarballs().fetch(tarball);
    } catch (JpmException e) {
      if (NOT_SERVED.contains(e.code())) {
        return false;
      }
      throw e;
    }
    for (StoredFile file : stored.files()) {
      copy(stored.pathOf(file), root.resolve(file.path()));
    }
    return true;
  }

  /** The store's own files must not be touched by what comes next. */
  private static void copy(Path from, Path to) {
    try {
      Folders.createParent(to);
      Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw FileErrors.of(e, "write", to);
    }
  }
}
