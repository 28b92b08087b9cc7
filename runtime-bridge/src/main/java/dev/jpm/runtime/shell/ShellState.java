package dev.jpm.runtime.shell;

import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What commands change for those after them. Commands of a pipeline work on copies. */
final class ShellState {
  private final Map<String, String> exported;
  private final Map<String, String> own;
  private final boolean windows;
  private final Stop stop;
  private Path folder;
  private int lastCode;
  private boolean ended;

  private ShellState(
      Map<String, String> exported,
      Map<String, String> own,
      Path folder,
      boolean windows,
      Stop stop) {
    this.exported = map(exported, windows);
    this.own = map(own, windows);
    this.folder = folder;
    this.windows = windows;
    this.stop = stop;
  }

  static ShellState of(Map<String, String> environment, Path folder, boolean windows, Stop stop) {
    return new ShellState(environment, Map.of(), folder, windows, stop);
  }

  /** To Windows, names of variables are the same in capitals. */
  private static Map<String, String> map(Map<String, String> content, boolean windows) {
    Map<String, String> map =
        windows ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) : new LinkedHashMap<>();
    map.putAll(content);
    return map;
  }

  ShellState copy() {
    ShellState copy = new ShellState(exported, own, folder, windows, stop);
    copy.lastCode = lastCode;
    return copy;
  }

  boolean isWindows() {
    return windows;
  }

  @Nullable String get(String name) {
    if (name.equals("?")) {
      return Integer.toString(lastCode);
    }
    String found = own.get(name);
    return found == null ? exported.get(name) : found;
  }

  /** The user's folder; null where nothing tells it. */
  @Nullable String home() {
    String home = get("HOME");
    return home == null && windows ? get("USERPROFILE") : home;
  }

  void set(String name, String value) {
    if (exported.containsKey(name)) {
      exported.put(name, value);
    } else {
      own.put(name, value);
    }
  }

  void export(String name, String value) {
    own.remove(name);
    exported.put(name, value);
  }

  void unset(String name) {
    own.remove(name);
    exported.remove(name);
  }

  Map<String, String> environment() {
    return exported;
  }

  Path folder() {
    return folder;
  }

  /** A path as a command names it; what can be no path is no file either. */
  Path path(String name) throws NoSuchFileException {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      throw new NoSuchFileException(name);
    }
  }

  void enter(Path other) {
    folder = other;
    export("PWD", other.toString());
  }

  int lastCode() {
    return lastCode;
  }

  void ended(int code) {
    lastCode = code;
  }

  /** No command comes after this one. */
  void exit(int code) {
    lastCode = code;
    ended = true;
  }

  boolean isEnded() {
    return ended || stop.isAsked();
  }

  /** Whether somebody wants the script to end. */
  boolean isStopped() {
    return stop.isAsked();
  }

  /** Waits, unless the script is to end. */
  void rest(long milliseconds) throws InterruptedException {
    if (!stop.within(milliseconds)) {
      lastCode = 0;
    }
  }
}
