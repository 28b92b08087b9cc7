package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.terminal.Level;
import dev.jpm.fs.AtomicFile;
import dev.jpm.fs.FileErrors;
import dev.jpm.lockfile.LockfileMerge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code jpm lockfile-merge %O %A %B %P}, for git to call: the common ancestor, our side, which
 * becomes the result, their side, and the file's name. Where it fails our side stays as it is, and
 * git takes the file for conflicted.
 */
public final class LockfileMergeCommand implements Command {
  @Override
  public int run(Invocation call) {
    List<String> words = call.words();
    if (words.size() < 3 || words.size() > 4) {
      throw call.usage("This is for git to call; docs/configuration.md says how to register it");
    }
    Path base = file(call, 0);
    Path ours = file(call, 1);
    Path theirs = file(call, 2);
    String name = words.getLast();
    String merged = LockfileMerge.merge(read(base), read(ours), read(theirs), name);
    AtomicFile.write(ours, merged);
    call.terminal().log(Level.NOTICE, "merge", "Merged " + name + "; now run `jpm install`");
    return 0;
  }

  private static Path file(Invocation call, int index) {
    return call.session().cwd().resolve(call.words().get(index));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }
}
