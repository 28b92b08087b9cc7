package dev.jpm.cli.terminal;

import dev.jpm.model.event.Event;
import dev.jpm.model.event.Event.Phase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the live line knows: counts folded from events. Immutable and without a clock.
 *
 * @param phase the step that work is in; empty before the first and after the last
 * @param asked packuments that were asked for, and {@code answered} those that came
 * @param wanted tarballs that were asked for, and {@code fetched} those that came
 * @param bytes what came over the network as tarballs; those still on the way count by what is
 *     there
 * @param current the large tarball or the script that takes time; empty text where none does
 */
public record TerminalState(
    Optional<Phase> phase,
    int asked,
    int answered,
    int wanted,
    int fetched,
    long bytes,
    long partial,
    int linked,
    int linkTotal,
    String current) {
  public static final TerminalState START =
      new TerminalState(Optional.empty(), 0, 0, 0, 0, 0, 0, 0, 0, "");

  /** The state after {@code event}; the same object where the event does not show. */
  public TerminalState fold(Event event) {
    return switch (event) {
      case Event.PhaseStarted started -> in(started.phase());
      case Event.PhaseEnded ended -> phase.equals(Optional.of(ended.phase())) ? in(null) : this;
      case Event.PackumentStarted _ -> packuments(asked + 1, answered);
      case Event.PackumentEnded _ -> packuments(asked, answered + 1);
      case Event.TarballStarted _ -> tarballs(wanted + 1, fetched, bytes, partial, current);
      case Event.TarballProgress progress ->
          tarballs(wanted, fetched, bytes, progress.bytes(), progress.id());
      case Event.TarballEnded ended -> {
        boolean was = ended.id().equals(current);
        yield tarballs(
            wanted, fetched + 1, bytes + received(ended), was ? 0 : partial, was ? "" : current);
      }
      case Event.LinkProgress link ->
          new TerminalState(
              phase,
              asked,
              answered,
              wanted,
              fetched,
              bytes,
              partial,
              link.done(),
              link.total(),
              current);
      case Event.ScriptStarted script -> running(script.id() + " " + script.event());
      case Event.ScriptEnded _ -> running("");
      case Event.FoundInStore _, Event.ScriptOutput _, Event.RequestRetried _ -> this;
      case Event.Warning _, Event.Notice _ -> this;
    };
  }

  private static long received(Event.TarballEnded ended) {
    return switch (ended.origin()) {
      case NETWORK, REVALIDATED -> ended.bytes();
      case CACHE -> 0;
    };
  }

  private TerminalState in(@Nullable Phase now) {
    return new TerminalState(
        Optional.ofNullable(now),
        asked,
        answered,
        wanted,
        fetched,
        bytes,
        partial,
        linked,
        linkTotal,
        "");
  }

  private TerminalState packuments(int nowAsked, int nowAnswered) {
    return new TerminalState(
        phase, nowAsked, nowAnswered, wanted, fetched, bytes, partial, linked, linkTotal, current);
  }

  private TerminalState tarballs(
      int nowWanted, int nowFetched, long nowBytes, long nowPartial, String nowCurrent) {
    return new TerminalState(
        phase,
        asked,
        answered,
        nowWanted,
        nowFetched,
        nowBytes,
        nowPartial,
        linked,
        linkTotal,
        nowCurrent);
  }

  private TerminalState running(String what) {
    return new TerminalState(
        phase, asked, answered, wanted, fetched, bytes, partial, linked, linkTotal, what);
  }

  /** The live line, at most {@code width} columns; empty where there is nothing to tell. */
  public String line(int width) {
    String text = phase.map(this::told).orElse("");
    if (text.length() <= width) {
      return text;
    }
    return width < 1 ? "" : text.substring(0, width - 1) + "…";
  }

  private String told(Phase now) {
    return switch (now) {
      case LOAD -> "reading the project";
      case RESOLVE -> "resolving " + answered + "/" + asked + tarballs(", fetching ");
      case FETCH -> "fetching" + tarballs(" ") + named();
      case LINK -> "linking " + linked + "/" + linkTotal;
      case SCRIPTS -> current.isEmpty() ? "running scripts" : "running " + current;
      case SAVE -> "saving";
    };
  }

  private String named() {
    return current.isEmpty() ? "" : ", " + current;
  }

  private String tarballs(String before) {
    return wanted == 0 ? "" : before + fetched + "/" + wanted + " (" + size(bytes + partial) + ")";
  }

  /** Bytes for people: {@code 512 B}, {@code 3.4 kB}, {@code 21 MB}. */
  static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double amount = bytes / 1000.0;
    String unit = "kB";
    for (String next : new String[] {"MB", "GB"}) {
      if (amount >= 1000) {
        amount /= 1000;
        unit = next;
      }
    }
    long tenths = Math.round(amount * 10);
    String number = tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString(tenths / 10);
    return number + " " + unit;
  }
}
