package dev.jpm.cli.work;

import dev.jpm.model.PackageName;
import dev.jpm.model.protocol.ProtocolSpec;
import dev.jpm.model.protocol.ProtocolSpec.LinkSpec;
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
    int at = typed.indexOf('@', 1);
    ProtocolSpec protocol =
        at < 0
            ? null
            : ProtocolSpec.parse(typed.substring(0, at), typed.substring(at + 1)).orElse(null);
    if (protocol instanceof LinkSpec(String path) && !path.startsWith("~/")) {
      return typed.substring(0, at) + "@link:" + absolute(cwd, path);
    }
    if (protocol != null || typed.startsWith("jsr:")) {
      // It is for the project to say what that means.
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

  private static String absolute(Path cwd, @Nullable PackageName name, String path) {
    if (path.startsWith("~/")) {
      return path;
    }
    String file = "file:" + absolute(cwd, path);
    return name == null ? file : name + "@" + file;
  }

  private static String absolute(Path cwd, String path) {
    return cwd.resolve(path).normalize().toString().replace('\\', '/');
  }
}
