package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.audit.TrustedAttestations;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.registry.Prompts;
import dev.jpm.cli.terminal.Level;
import dev.jpm.mirror.Mirror;
import dev.jpm.mirror.MirrorStorage;
import dev.jpm.mirror.access.UserFile;
import dev.jpm.mirror.config.ClusterConfig;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.config.StorageConfig;
import dev.jpm.mirror.publish.Provenance;
import dev.jpm.mirror.upkeep.Cleaning;
import dev.jpm.mirror.upkeep.Inspection;
import dev.jpm.runtime.SignalledEnd;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * {@code jpm mirror}: {@code serve} runs one until the process is told to end, {@code sync} fetches
 * ahead, {@code export} and {@code import} take what one holds to another ({@code make-key} makes a
 * key to sign that with), {@code import-users} takes in those of another server, {@code add-user}
 * makes one, {@code gc} and {@code fsck} keep its storage small and whole, {@code rotate-key} gives
 * it another key to sign with.
 */
public final class MirrorCommand implements Command {
  @Override
  public int run(Invocation call) throws IOException, InterruptedException {
    List<String> words = call.words();
    String word = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    String first = rest.isEmpty() ? "" : rest.getFirst();
    String second = rest.size() == 2 ? rest.getLast() : "";
    if (word.equals("sync")) {
      return new MirrorSync(call).run(rest);
    }
    if (word.equals("serve") && rest.size() <= 1) {
      return serve(call, first);
    }
    if (word.equals("gc") && rest.size() <= 1) {
      return clean(call, first);
    }
    if (word.equals("rotate-key") && rest.size() <= 1) {
      return rotate(call, first);
    }
    if (word.equals("fsck") && rest.size() <= 1) {
      return inspect(call, first);
    }
    if (first.isEmpty() || rest.size() > 2) {
      throw call.usage("");
    }
    return switch (word) {
      case "export" -> new MirrorTransfer(call).exportTo(first, second);
      case "import" -> new MirrorTransfer(call).importFrom(first, second);
      case "make-key" -> new MirrorTransfer(call).makeKey(first, second);
      case "import-users" -> importUsers(call, first, second);
      case "add-user" -> addUser(call, first, second);
      default -> throw call.usage("");
    };
  }

  private static int serve(Invocation call, String file) throws IOException, InterruptedException {
    MirrorConfig config = MirrorSettings.config(call, file);
    PrintStream out = call.session().streams().out();
    Mirror mirror =
        Mirror.start(
            config,
            new Provenance(TrustedAttestations.of(config.trust().root())),
            call.session().clock(),
            line -> tell(out, line));
    SignalledEnd.leaveToOthers();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(mirror::close));
    call.terminal().talk("The mirror listens on " + mirror.url());
    call.terminal().talk("What it keeps is in " + place(config.storage()));
    for (String name : mirror.missingAdmins()) {
      call.terminal()
          .talk(name + " is to look after it and is no user yet: jpm mirror add-user " + name);
    }
    call.session().streams().err().flush();
    new CountDownLatch(1).await();
    return 0;
  }

  /** The access log is all that goes to standard output. */
  private static void tell(PrintStream out, String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }

  private static String place(StorageConfig storage) {
    ClusterConfig cluster = storage.cluster();
    return cluster == null
        ? storage.folder().toString()
        : cluster.postgres().url() + " and the bucket " + cluster.s3().bucket();
  }

  private static int importUsers(Invocation call, String file, String config) throws IOException {
    String text = Files.readString(call.session().cwd().resolve(file));
    try (MirrorStorage storage =
        MirrorStorage.open(MirrorSettings.config(call, config).storage())) {
      UserFile.Result result = storage.importUsers(text, call.session().clock().instant());
      result
          .problems()
          .forEach(problem -> call.terminal().log(Level.ERROR, "import-users", problem));
      call.terminal()
          .line(
              "added %d user%s, %d were here already"
                  .formatted(result.added(), result.added() == 1 ? "" : "s", result.here()));
      return result.problems().isEmpty() ? 0 : 1;
    }
  }

  private static int addUser(Invocation call, String name, String config) throws IOException {
    try (MirrorStorage storage =
        MirrorStorage.open(MirrorSettings.config(call, config).storage())) {
      storage.addUser(name, new Prompts(call).newPassword("mirror"), call.session().clock());
      call.terminal().line("added " + name);
    }
    return 0;
  }

  private static int clean(Invocation call, String file) throws IOException {
    MirrorConfig config = MirrorSettings.config(call, file);
    try (MirrorStorage storage = MirrorStorage.open(config.storage())) {
      Cleaning.Result result =
          storage.clean(config.operation().upkeep(), call.session().clock().instant());
      call.terminal()
          .line(
              "removed %s of %d bytes; %d bytes are left"
                  .formatted(counted(result.removed()), result.freed(), result.left()));
    }
    return 0;
  }

  private static int rotate(Invocation call, String file) throws IOException {
    try (MirrorStorage storage = MirrorStorage.open(MirrorSettings.config(call, file).storage())) {
      storage.rotateKey(call.settings().flag("force"), call.session().clock());
      call.terminal().line("own packages are signed with a new key from now on");
    }
    return 0;
  }

  private static int inspect(Invocation call, String file) throws IOException {
    boolean repair = call.settings().flag("force");
    try (MirrorStorage storage = MirrorStorage.open(MirrorSettings.config(call, file).storage())) {
      Inspection.Result result = storage.inspect(repair);
      result.problems().forEach(problem -> call.terminal().log(Level.ERROR, "fsck", problem));
      call.terminal()
          .line("read %s, %d problems".formatted(counted(result.read()), result.problems().size()));
      return result.problems().isEmpty() ? 0 : 1;
    }
  }

  static String counted(int blobs) {
    return blobs + " file" + (blobs == 1 ? "" : "s");
  }
}
