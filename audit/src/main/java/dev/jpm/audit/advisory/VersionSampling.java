package dev.jpm.audit.advisory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * npm's way to find the vulnerable ones of many versions without looking at each: of every minor
 * line the ends are tested, and where both are vulnerable all between them count as vulnerable too.
 * Else the line is halved and each half looked at in the same way. Prereleases at the ends and in
 * the middle are passed over, as nobody installs them.
 */
final class VersionSampling {
  private final Predicate<String> test;
  private final Consumer<String> mark;
  private final Deque<List<String>> waiting = new ArrayDeque<>();

  private VersionSampling(Predicate<String> test, Consumer<String> mark) {
    this.test = test;
    this.mark = mark;
  }

  /**
   * Tests {@code versions}.
   *
   * @param versions from the lowest to the highest
   * @param test whether one is vulnerable; remembers those that are
   * @param mark is told those that count as vulnerable without a test
   */
  static void run(Collection<String> versions, Predicate<String> test, Consumer<String> mark) {
    VersionSampling sampling = new VersionSampling(test, mark);
    sampling.group(versions);
    while (!sampling.waiting.isEmpty()) {
      sampling.look(sampling.waiting.remove());
    }
  }

  private void group(Collection<String> versions) {
    String line = null;
    for (String version : versions) {
      String own =
          version.substring(0, Math.max(0, version.indexOf('.', version.indexOf('.') + 1)));
      if (!own.equals(line)) {
        waiting.add(new ArrayList<>());
        line = own;
      }
      waiting.getLast().add(version);
    }
  }

  private void look(List<String> line) {
    int last = line.size() - 1;
    int head = firstRelease(line);
    boolean firstVulnerable = test.test(line.getFirst());
    if (head > last) {
      head = 0;
    } else if (firstVulnerable) {
      line.subList(0, head).forEach(mark);
    }
    int tail = lastRelease(line, head);
    boolean lastVulnerable = test.test(line.getLast());
    if (tail == head) {
      tail = last;
    } else if (lastVulnerable) {
      line.subList(tail + 1, last + 1).forEach(mark);
    }
    boolean headVulnerable = head == 0 ? firstVulnerable : test.test(line.get(head));
    boolean tailVulnerable = tail == last ? lastVulnerable : test.test(line.get(tail));
    if (headVulnerable && tailVulnerable) {
      line.subList(head, Math.max(head, tail)).forEach(mark);
    } else if (tail >= head + 2) {
      halve(line);
    }
  }

  private static int firstRelease(List<String> line) {
    int at = 0;
    while (at < line.size() && isPrerelease(line.get(at))) {
      at++;
    }
    return at;
  }

  private static int lastRelease(List<String> line, int head) {
    int at = line.size() - 1;
    while (at > head && isPrerelease(line.get(at))) {
      at--;
    }
    return at;
  }

  private void halve(List<String> line) {
    int middle = line.size() / 2;
    List<String> lower = new ArrayList<>(line.subList(0, middle));
    List<String> upper = new ArrayList<>(line.subList(middle, line.size()));
    if (!isPrerelease(lower.getFirst())) {
      boolean vulnerable = test.test(lower.getLast());
      while (isPrerelease(lower.getLast())) {
        pass(lower.removeLast(), vulnerable);
      }
    }
    if (!isPrerelease(upper.getLast())) {
      boolean vulnerable = test.test(upper.getFirst());
      while (isPrerelease(upper.getFirst())) {
        pass(upper.removeFirst(), vulnerable);
      }
    }
    waiting.add(lower);
    waiting.add(upper);
  }

  private void pass(String version, boolean vulnerable) {
    if (vulnerable) {
      mark.accept(version);
    }
  }

  static boolean isPrerelease(String version) {
    return version.indexOf('-') >= 0;
  }
}
