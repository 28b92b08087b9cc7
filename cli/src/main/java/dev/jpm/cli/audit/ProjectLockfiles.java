package dev.jpm.cli.audit;

import dev.jpm.audit.lock.LockText;
import dev.jpm.cli.Invocation;
import dev.jpm.fs.FileErrors;
import dev.jpm.install.LockfileManifests;
import dev.jpm.lockfile.entry.Lockfiles;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The lockfiles that a call is about: those named, else all that lie in the project's folder. */
final class ProjectLockfiles {
  private final Invocation call;
  private final List<Path> files;

  private ProjectLockfiles(Invocation call, List<Path> files) {
    this.call = call;
    this.files = List.copyOf(files);
  }

  /**
   * Those of {@code call}.
   *
   * @param named what the user typed; empty for those of the project
   * @throws JpmException ENOLOCK where the project has none
   */
  static ProjectLockfiles of(Invocation call, List<String> named) {
    List<Path> files = new ArrayList<>();
    for (String name : named) {
      files.add(call.session().cwd().resolve(name).normalize());
    }
    if (named.isEmpty()) {
      Lockfiles.NAMES.stream()
          .map(call.project().localPrefix()::resolve)
          .filter(Files::isRegularFile)
          .forEach(files::add);
    }
    if (files.isEmpty()) {
      throw JpmException.of(
              ErrorCode.ENOLOCK, "There is no lockfile in " + call.project().localPrefix())
          .withHint("Lockfiles are called " + String.join(", ", Lockfiles.NAMES));
    }
    return new ProjectLockfiles(call, files);
  }

  /** What stands in them, file by file. */
  List<LockText> read() {
    return List.copyOf(byFile().values());
  }

  /** What stands in them. */
  SequencedMap<Path, LockText> byFile() {
    SequencedMap<Path, LockText> locks = new LinkedHashMap<>();
    for (Path file : files) {
      locks.put(file, read(file));
    }
    return locks;
  }

  private LockText read(Path file) {
    LockfileLimit.check(call, file);
    String shown = AuditPolicy.shown(call, file);
    try {
      return LockText.read(Files.readString(file), shown, LockfileManifests.beside(file));
    } catch (OutOfMemoryError e) {
      // What was read is garbage by now.
      throw LockfileLimit.outOfMemory(shown);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }
}
