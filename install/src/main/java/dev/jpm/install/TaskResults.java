package dev.jpm.install;

import dev.jpm.cache.Label;
import dev.jpm.cache.PackageWriter;
import dev.jpm.cache.Store;
import dev.jpm.cache.StoredFile;
import dev.jpm.cache.StoredPackage;
import dev.jpm.fs.FileErrors;
import dev.jpm.fs.FileImporter;
import dev.jpm.fs.FileModes;
import dev.jpm.fs.Folders;
import dev.jpm.model.Integrity;
import dev.jpm.model.Integrity.Algorithm;
import dev.jpm.runtime.task.PackageFolder;
import dev.jpm.runtime.task.TaskDeclaration;
import dev.jpm.runtime.task.TaskKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What scripts made, kept in the store by content under a name that tells what they made it from:
 * the files and what was printed.
 */
public final class TaskResults {
  private static final String PRINTED = "printed";
  private static final String MADE = "made/";
  private static final int EVERYBODY = 7;

  private final Store store;

  public TaskResults(Store store) {
    this.store = store;
  }

  /**
   * Puts the files in place that were kept under {@code key}, instead of all that the script makes;
   * answers what it printed. Empty, with nothing touched, where nothing was kept.
   */
  public Optional<String> restore(String key, Path folder, TaskDeclaration task) {
    Optional<StoredPackage> kept = store.findAlias("task " + key);
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> before = new PackageFolder(folder).digests(task::makes);
    before.keySet().forEach(path -> Folders.remove(folder.resolve(path)));
    String printed = "";
    for (StoredFile file : kept.get().files()) {
      Path source = kept.get().pathOf(file);
      if (file.path().equals(PRINTED)) {
        printed = read(source);
      } else {
        Path target = folder.resolve(file.path().substring(MADE.length()));
        Folders.createParent(target);
        FileImporter.copying().importFile(source, target);
      }
    }
    return Optional.of(printed);
  }

  /** Keeps what the script has made, and what it printed, under {@code key}. */
  public void keep(String key, Label label, Path folder, TaskDeclaration task, String printed) {
    SortedMap<String, String> made = new PackageFolder(folder).digests(task::makes);
    TaskKey content = new TaskKey().withFiles("made", made).with(PRINTED, printed);
    try (PackageWriter writer = store.begin()) {
      byte[] text = printed.getBytes(StandardCharsets.UTF_8);
      writer.file(PRINTED, 0, text, 0, text.length);
      for (String path : made.keySet()) {
        Path file = folder.resolve(path);
        int execute = FileModes.isExecutable(file) ? EVERYBODY : 0;
        content.with(path, Integer.toString(execute));
        try (OutputStream out = writer.stream(MADE + path, execute)) {
          Files.copy(file, out);
        }
      }
      Integrity integrity =
          Integrity.of(Algorithm.SHA512, HexFormat.of().parseHex(content.value()));
      writer.commit(integrity, label);
      store.putAlias("task " + key, integrity);
    } catch (IOException e) {
      throw FileErrors.of(e, "keep", folder);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }
}
