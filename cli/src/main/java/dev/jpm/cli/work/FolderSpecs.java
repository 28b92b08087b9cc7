package dev.jpm.cli.work;

import dev.jpm.model.PackageName;
import dev.jpm.model.protocol.ProtocolSpec;
import dev.jpm.model.spec.Spec;
import dev.jpm.model.spec.Spec.DirectorySpec;
import dev.jpm.model.spec.Spec.FileSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Specs of folders and tarballs as users type them: relative to where they stand. */
final class FolderSpecs {
  private FolderSpecs() {}

  /** The specs with the paths among them made absolute; others stay as they are. */
  static List<String> from(Path cwd, List<String> typed) {
    List<String> specs = new ArrayList<>(typed);
    specs.replaceAll(word -> from(cwd, word));
    return specs;
  }

  private static String from(Path cwd, String typed) {
    if (isOfOtherProtocol(typed)) {
      return typed;
    }
    Spec spec =
        Spec.parseArgument(typed.startsWith("link:") ? "file:" + typed.substring(5) : typed);
    return switch (spec) {
      case DirectorySpec folder -> absolute(cwd, spec.name(), folder.path());
      case FileSpec file -> absolute(cwd, spec.name(), file.path());
      default -> typed;
    };
  }

  /** Whether it is for the project to say what that spec means. */
  private static boolean isOfOtherProtocol(String typed) {
    int at = typed.indexOf('@', 1);
    return typed.startsWith("jsr:")
        || (at > 0
            && ProtocolSpec.parse(typed.substring(0, at), typed.substring(at + 1)).isPresent());
  }

  private static String absolute(Path cwd, @Nullable PackageName name, String path) {
    if (path.startsWith("~/")) {
      return path;
    }
    String file = "file:" + cwd.resolve(path).normalize().toString().replace('\\', '/');
    return name == null ? file : name + "@" + file;
  }
}
