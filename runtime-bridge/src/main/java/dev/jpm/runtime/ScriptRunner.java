package dev.jpm.runtime;

import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import dev.jpm.model.event.Event;
import dev.jpm.model.event.Reporter;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Starts scripts and waits for them. While one runs with the terminal's streams, an interrupt or a
 * request to end that reaches jpm goes on to the script, and jpm stays until the script has ended.
 */
public final class ScriptRunner {
  private final Consumer<String> standard;
  private final Reporter reporter;

  /**
   * @param standard writes text to jpm's standard output and flushes it; gets the banners. Does
   *     nothing where npm is silent
   * @param reporter hears of scripts whose output is collected
   */
  public ScriptRunner(Consumer<String> standard, Reporter reporter) {
    this.standard = standard;
    this.reporter = reporter;
  }

  /**
   * Runs a script in the foreground: banner first, then its own use of the terminal.
   *
   * @throws JpmException where the shell cannot be started
   */
  public ScriptExit run(ScriptCommand command) {
    return run(command, new RunningScripts());
  }

  /** As {@link #run(ScriptCommand)}, for a script that may be ended with others. */
  public ScriptExit run(ScriptCommand command, RunningScripts group) {
    standard.accept(command.banner());
    try (SignalRelay relay = SignalRelay.open(command, group)) {
      Process process = start(command, true);
      relay.attach(process);
      return told(command, new ScriptExit(relay.awaitEnd(process), "", ""));
    }
  }

  /**
   * Runs a script beside others: each line that it prints is handed on. Its input stays open though
   * nothing comes: many servers end with their input.
   *
   * @param lines hears of each line, from two threads; {@code true} with what went to stderr
   * @throws JpmException where the shell cannot be started
   */
  public ScriptExit stream(
      ScriptCommand command, BiConsumer<String, Boolean> lines, RunningScripts group) {
    try (SignalRelay relay = SignalRelay.open(command, group)) {
      Process process = start(command, false);
      relay.attach(process);
      Collected stderr = new Collected(process.getErrorStream(), line -> lines.accept(line, true));
      Collected stdout = new Collected(process.getInputStream(), line -> lines.accept(line, false));
      Thread second = Thread.ofVirtual().start(stderr);
      stdout.run();
      int code = relay.awaitEnd(process);
      Patience.toEnd(second);
      return told(command, new ScriptExit(code, stdout.text(), stderr.text()));
    }
  }

  /** Tells what the shell could not know of a failure. */
  private ScriptExit told(ScriptCommand command, ScriptExit exit) {
    if (!exit.isSuccess()) {
      BrokenBin.of(command).ifPresent(text -> reporter.on(new Event.Warning("", text)));
    }
    return exit;
  }

  /**
   * Runs a script in the background: no input, each line of output told as an event.
   *
   * @param location of its package in the tree, for events
   * @throws JpmException where the shell cannot be started
   */
  public ScriptExit collect(ScriptCommand command, String location) {
    String id = command.id() == null ? location : command.id();
    reporter.on(new Event.ScriptStarted(id, location, command.event(), command.script()));
    long begun = System.nanoTime();
    int code = -1;
    try (SignalRelay relay = SignalRelay.open(command)) {
      Process process = start(command, false);
      relay.attach(process);
      Consumer<String> tell =
          line -> reporter.on(new Event.ScriptOutput(id, command.event(), line));
      Collected stderr = new Collected(process.getErrorStream(), tell);
      Collected stdout = new Collected(process.getInputStream(), tell);
      closeInput(process);
      Thread second = Thread.ofVirtual().start(stderr);
      stdout.run();
      code = relay.awaitEnd(process);
      Patience.toEnd(second);
      return new ScriptExit(code, stdout.text(), stderr.text());
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      reporter.on(new Event.ScriptEnded(id, location, command.event(), code, took));
    }
  }

  private static Process start(ScriptCommand command, boolean inherit) {
    try {
      return inherit ? ScriptStart.inheriting(command) : ScriptStart.apart(command);
    } catch (IOException e) {
      throw JpmException.of(
              ErrorCode.ENOENT,
              "The script \""
                  + command.event()
                  + "\" cannot be started: "
                  + command.commandLine().getFirst()
                  + " in "
                  + command.folder(),
              e)
          .withHint("Is there such a shell, and such a folder? See the setting script-shell");
    }
  }

  private static void closeInput(Process process) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The script ended before it could be told that there is no input.
    }
  }
}
