package dev.jpm.cli.work;

import dev.jpm.cli.ChosenWorkspaces;
import dev.jpm.cli.Invocation;
import dev.jpm.cli.command.Command;
import dev.jpm.cli.diff.PackageDiff;
import dev.jpm.cli.diff.PackageDiff.Form;
import dev.jpm.config.Settings;
import dev.jpm.model.glob.Glob;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** {@code diff}: how two packages differ, or the project and what is published of it. */
public final class DiffCommand implements Command {
  @Override
  public int run(Invocation call) {
    List<String> given =
        call.settings().list("diff").stream().filter(word -> !word.isEmpty()).toList();
    if (given.size() > 2) {
      throw call.usage("Can't use more than two --diff arguments.");
    }
    ChosenWorkspaces chosen = ChosenWorkspaces.of(call).withRoot(call);
    List<Path> projects =
        chosen.isEmpty()
            ? List.of(call.project().localPrefix())
            : List.copyOf(chosen.folders().values());
    try (Work work = Work.of(call)) {
      ContentsReader contents = new ContentsReader(work.bench());
      for (Path project : projects) {
        DiffSides sides = DiffSides.of(call, work.bench(), project, given);
        PackageDiff diff =
            new PackageDiff(
                contents.of(sides.before()),
                contents.of(sides.after()),
                form(call.settings()),
                call.terminal().onOut());
        work.quiet();
        call.terminal().line(diff.text(wanted(call.words())));
      }
    }
    return 0;
  }

  private static Form form(Settings settings) {
    boolean bare = settings.flag("diff-no-prefix");
    return new Form(
        settings.flag("diff-name-only"),
        settings.count("diff-unified"),
        settings.flag("diff-ignore-all-space"),
        settings.flag("diff-text"),
        bare ? "" : settings.text("diff-src-prefix"),
        bare ? "" : settings.text("diff-dst-prefix"),
        settings.text("tag-version-prefix"));
  }

  /** Files that a pattern names, or that lie in a folder so called; all where none is given. */
  private static Predicate<String> wanted(List<String> words) {
    List<String> patterns =
        words.stream().map(word -> word.replace('\\', '/').replaceFirst("^\\./|^\\.", "")).toList();
    return path ->
        patterns.isEmpty() || patterns.stream().anyMatch(pattern -> isNamed(pattern, path));
  }

  private static boolean isNamed(String pattern, String path) {
    String inTarball = "package/" + path;
    Glob glob = Glob.of(pattern);
    boolean byName =
        pattern.startsWith("*")
            && pattern.indexOf('/') < 0
            && glob.matches(path.substring(path.lastIndexOf('/') + 1));
    return byName
        || glob.matches(path)
        || glob.matches(inTarball)
        || path.startsWith(pattern)
        || inTarball.startsWith(pattern);
  }
}
