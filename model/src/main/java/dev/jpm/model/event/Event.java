package dev.jpm.model.event;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * One thing that happened. Every {@code …Started} is followed by exactly one {@code …Ended} of the
 * same subject, also after a failure. Identifiers are plain text ({@code name@version}) so that
 * events can be written as JSON without knowing the rest of the house.
 */
public sealed interface Event {

  /** The steps of an install, in order. */
  enum Phase {
    LOAD,
    RESOLVE,
    FETCH,
    LINK,
    SCRIPTS,
    SAVE
  }

  /** Where bytes came from. */
  enum Origin {
    NETWORK,
    REVALIDATED,
    CACHE
  }

  record PhaseStarted(Phase phase) implements Event {}

  record PhaseEnded(Phase phase, Duration took) implements Event {}

  record PackumentStarted(String name) implements Event {}

  /** {@code bytes} are those of the decoded document; 0 where it failed or was not needed. */
  record PackumentEnded(String name, Origin origin, long bytes) implements Event {}

  record TarballStarted(String id, OptionalLong totalBytes) implements Event {}

  /** Told for large tarballs only, several times a second at most; {@code bytes} so far. */
  record TarballProgress(String id, long bytes, OptionalLong totalBytes) implements Event {}

  /** {@code bytes} of the tarball itself; 0 where it failed. */
  record TarballEnded(String id, Origin origin, long bytes) implements Event {}

  /** A request failed and will be tried again; {@code url} holds no credentials. */
  record RequestRetried(String url, int attempt, int attempts, String reason) implements Event {}

  /** This many packages were wanted and already there, unpacked. */
  record FoundInStore(int packages) implements Event {}

  /** A package of {@code files} files was put in place, the {@code done}th of {@code total}. */
  record LinkProgress(int done, int total, int files) implements Event {}

  record ScriptStarted(String id, String location, String event, String command) implements Event {}

  /** A line that a script printed, where its output is collected instead of inherited. */
  record ScriptOutput(String id, String event, String line) implements Event {}

  record ScriptEnded(String id, String location, String event, int exitCode, Duration took)
      implements Event {}

  /** Something people should know though work goes on; {@code code} as npm names it, may be "". */
  record Warning(String code, String text) implements Event {}

  /** Something worth telling that asks for nothing. */
  record Notice(String text) implements Event {}
}
