package dev.jpm.cli.work;

import dev.jpm.cli.Invocation;
import dev.jpm.cli.terminal.Level;
import dev.jpm.fs.FileErrors;
import dev.jpm.mirror.MirrorStorage;
import dev.jpm.mirror.config.MirrorConfig;
import dev.jpm.mirror.key.BundleKey;
import dev.jpm.mirror.key.BundleSigner;
import dev.jpm.mirror.transfer.BundleReader;
import dev.jpm.mirror.transfer.BundleWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jpm mirror export}, {@code import} and {@code make-key}: bundles, and who made them. */
final class MirrorTransfer {
  /** As much of a bundle's name as people compare. */
  private static final int SHORT = 16;

  private final Invocation call;

  MirrorTransfer(Invocation call) {
    this.call = call;
  }

  int exportTo(String file, String configFile) throws IOException {
    Path target = path(file);
    MirrorConfig config = MirrorSettings.config(call, configFile);
    Path key = optional("sign");
    BundleWriter.Wishes wishes =
        new BundleWriter.Wishes(
            optional("since"),
            key == null ? null : BundleSigner.read(key),
            config.policy().advisories());
    try (MirrorStorage storage = MirrorStorage.open(config.storage())) {
      BundleWriter.Written written = storage.exportTo(target, wishes);
      String held =
          written.held() == 0 ? "" : ", %d were exported before".formatted(written.held());
      call.terminal()
          .line("exported " + MirrorCommand.counted(written.files()) + " to " + target + held);
      call.terminal().line("the bundle is " + written.id().substring(0, SHORT));
    }
    return 0;
  }

  int importFrom(String file, String configFile) throws IOException {
    Path source = path(file);
    MirrorConfig config = MirrorSettings.config(call, configFile);
    List<BundleKey> trusted = new ArrayList<>(config.trust().bundleKeys());
    for (String each : call.settings().list("trust")) {
      trusted.add(trusted(each));
    }
    BundleReader.Terms terms = new BundleReader.Terms(trusted, config.policy().advisories());
    try (MirrorStorage storage = MirrorStorage.open(config.storage())) {
      BundleReader.Taken taken = storage.importFrom(source, terms, call.session().clock());
      if (!taken.note().isEmpty()) {
        call.terminal().log(Level.WARN, "import", taken.note());
      }
      call.terminal().line("imported " + MirrorCommand.counted(taken.added()) + " from " + source);
    }
    return 0;
  }

  /** Prints the public half. */
  int makeKey(String file, String more) {
    if (!more.isEmpty()) {
      throw call.usage("");
    }
    call.terminal().line(BundleSigner.make(path(file)).toString());
    return 0;
  }

  /** A key as it is printed, or the file that has it. */
  private BundleKey trusted(String text) {
    Path file = path(text);
    if (!Files.isRegularFile(file)) {
      return BundleKey.parse(text);
    }
    try {
      return BundleKey.parse(Files.readString(file));
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  private @Nullable Path optional(String option) {
    String text = call.settings().text(option);
    return text.isEmpty() ? null : path(text);
  }

  private Path path(String text) {
    return call.session().cwd().resolve(text);
  }
}
