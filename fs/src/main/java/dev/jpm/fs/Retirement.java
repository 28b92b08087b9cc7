package dev.jpm.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;

/**
 * Moves what is to be replaced aside, so that it can come back if the work fails. What is retired
 * lies beside its old place under npm's name for it, {@code .name-XXXXXXXX}. Ends with either
 * {@link #rollBack()} or {@link #commit()}. Safe for use by many threads.
 */
public final class Retirement {
  private static final int HASH_LENGTH = 8;

  private record Move(Path from, Path to) {}

  private final Deque<Move> moves = new ArrayDeque<>();

  /** Where {@code from} is moved to: the same for the same absolute path, on every machine. */
  public static Path pathFor(Path from) {
    Path absolute = from.toAbsolutePath().normalize();
    return absolute.resolveSibling("." + absolute.getFileName() + "-" + hash(absolute));
  }

  /**
   * What unfinished work of an earlier process has left in {@code folder}: entries that carry
   * exactly the retired name of a sibling. A folder that was itself moved is not recognised.
   */
  public static List<Path> leftovers(Path folder) {
    List<Path> found = new ArrayList<>();
    for (Path entry : Folders.entries(folder)) {
      String name = entry.getFileName().toString();
      int dash = name.length() - HASH_LENGTH - 1;
      if (dash > 1 && name.charAt(0) == '.' && name.charAt(dash) == '-') {
        Path original = entry.resolveSibling(name.substring(1, dash));
        if (pathFor(original).equals(entry.toAbsolutePath().normalize())) {
          found.add(entry);
        }
      }
    }
    return found;
  }

  /**
   * Moves {@code from} aside; a leftover at its retired place is removed first. Answers whether
   * there was anything to move. Throws when the system refuses, with nothing moved.
   */
  public boolean retire(Path from) {
    Path to = pathFor(from);
    try {
      if (!Presence.at(from)) {
        return false;
      }
      if (Presence.at(to)) {
        Folders.remove(to);
      }
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw FileErrors.of(e, "move aside", from);
    }
    synchronized (moves) {
      moves.push(new Move(from, to));
    }
    return true;
  }

  /** What lies aside now, last retired first. */
  public List<Path> retired() {
    synchronized (moves) {
      return moves.stream().map(Move::to).toList();
    }
  }

  /**
   * Brings everything back, last retired first, removing whatever lies at the old places by now.
   * Goes on after a refusal; then throws the first one, the others suppressed in it.
   */
  public void rollBack() {
    RuntimeException first = null;
    for (Move move : taken()) {
      try {
        bringBack(move);
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Removes what was retired: the new state stands. */
  public void commit() {
    for (Move move : taken()) {
      Folders.remove(move.to());
    }
  }

  private static void bringBack(Move move) {
    Folders.remove(move.from());
    Folders.createParent(move.from());
    try {
      Files.move(move.to(), move.from(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw FileErrors.of(e, "bring back", move.from());
    }
  }

  private List<Move> taken() {
    synchronized (moves) {
      List<Move> all = List.copyOf(moves);
      moves.clear();
      return all;
    }
  }

  private static String hash(Path absolute) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest(absolute.toString().getBytes(StandardCharsets.UTF_8));
      String letters = Base64.getEncoder().encodeToString(digest).replaceAll("[^a-zA-Z0-9]+", "");
      return letters.substring(0, Math.min(HASH_LENGTH, letters.length()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
