package dev.jpm.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Runs scripts without a network and without the user's home folder: in namespaces of Linux that
 * {@code unshare} of util-linux makes. Scripts see themselves as root there; what they write is the
 * user's all the same.
 *
 * @param home what is taken away
 * @param kept folders that stay, wherever they lie
 */
public record Sandbox(Path home, List<Path> kept) {
  private static final List<String> UNSHARE =
      List.of("unshare", "--map-root-user", "--net", "--mount", "--propagation", "private");

  /** Lays what is kept aside, covers the home folder, and puts it back on top. */
  private static final String SETUP =
      """
      set -e
      home=$1; count=$2; shift 2
      aside=$(mktemp -d)
      mount -t tmpfs none "$aside"
      i=0
      while [ $i -lt $count ]; do
        mkdir "$aside/$i"; mount --rbind "$1" "$aside/$i"
        eval "kept$i=\\$1"; shift; i=$((i+1))
      done
      mount -t tmpfs none "$home"
      i=0
      while [ $i -lt $count ]; do
        eval "at=\\$kept$i"
        mkdir -p "$at"; mount --rbind "$aside/$i" "$at"; i=$((i+1))
      done
      umount -l "$aside"; rmdir "$aside"
      cd "$PWD"
      exec "$@"
      """;

  public Sandbox {
    SequencedSet<Path> inHome = new LinkedHashSet<>();
    for (Path folder : kept) {
      if (folder.startsWith(home)) {
        inHome.add(folder);
      }
    }
    kept = List.copyOf(inHome);
  }

  /** Why there can be none on this machine; empty where there can. */
  public Optional<String> objection() {
    if (kept.contains(home) || home.getNameCount() == 0) {
      return Optional.of("the home folder holds what scripts need: " + home);
    }
    List<String> probe = new ArrayList<>(UNSHARE);
    probe.addAll(List.of("mount", "-t", "tmpfs", "none", home.toString()));
    try {
      Process process = new ProcessBuilder(probe).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] said = process.getInputStream().readAllBytes();
      return Patience.toEnd(process) == 0
          ? Optional.empty()
          : Optional.of(new String(said, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The same script, inside. */
  ScriptCommand around(ScriptCommand command) {
    List<String> line = new ArrayList<>(UNSHARE);
    line.addAll(List.of("sh", "-c", SETUP, "sandbox", home.toString()));
    line.add(Integer.toString(kept.size()));
    kept.forEach(folder -> line.add(folder.toString()));
    line.addAll(command.commandLine());
    return command.startedBy(line);
  }
}
