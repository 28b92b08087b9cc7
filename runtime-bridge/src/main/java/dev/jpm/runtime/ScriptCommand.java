package dev.jpm.runtime;

import dev.jpm.runtime.ScriptEnvironment.Subject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A script ready to start: nothing is left to decide. Whoever would rather replace the jpm process
 * than keep it waiting has all that exec needs here.
 *
 * @param id name@version of the package, or null where its package.json lacks either
 * @param event the script's name
 * @param script its text, without arguments
 * @param arguments what the user gave for it
 * @param commandLine the program and its arguments
 * @param folder where it runs
 * @param environment the whole of it
 * @param startLine what is started in fact: {@code commandLine}, or less where nobody can tell;
 *     empty where jpm's own shell reads the script
 */
public record ScriptCommand(
    @Nullable String id,
    String event,
    String script,
    List<String> arguments,
    List<String> commandLine,
    Path folder,
    SequencedMap<String, String> environment,
    List<String> startLine) {
  public ScriptCommand {
    arguments = List.copyOf(arguments);
    commandLine = List.copyOf(commandLine);
    startLine = List.copyOf(startLine);
  }

  /** A command that is started by the very line that people are told. */
  public ScriptCommand(
      @Nullable String id,
      String event,
      String script,
      List<String> arguments,
      List<String> commandLine,
      Path folder,
      SequencedMap<String, String> environment) {
    this(id, event, script, arguments, commandLine, folder, environment, commandLine);
  }

  /**
   * The command for one script.
   *
   * @param scriptShell the setting script-shell, or null
   */
  public static ScriptCommand of(
      ScriptContext context,
      Subject subject,
      List<String> arguments,
      @Nullable String scriptShell) {
    SequencedMap<String, String> environment = ScriptEnvironment.of(context, subject);
    PackageMapOption.put(environment, context.localPrefix(), context.runtime(), subject);
    Shell shell = Shell.of(scriptShell, environment, context.host());
    CompileCache.put(environment, context.compileCache(), subject.script(), arguments);
    List<String> direct =
        scriptShell == null && !context.host().isWindows()
            ? DirectStart.of(subject.script(), arguments, subject.folder(), environment)
            : List.of();
    boolean batch = shell.isCmd() && startsBatchFile(subject.script(), environment, context.host());
    List<String> commandLine = shell.commandLine(subject.script(), arguments, batch);
    return new ScriptCommand(
        idOf(subject.manifest().name(), subject.manifest().version()),
        subject.event(),
        subject.script(),
        arguments,
        commandLine,
        subject.folder(),
        environment,
        isEmulated(context) ? List.of() : direct.isEmpty() ? commandLine : direct);
  }

  /** The same with one more variable in its environment. */
  public ScriptCommand with(String variable, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new ScriptCommand(id, event, script, arguments, commandLine, folder, more, startLine);
  }

  /**
   * What npm prints before a script: a blank line, the package and event, the text, a blank line.
   */
  public String banner() {
    StringBuilder out = new StringBuilder("\n> ");
    if (id != null) {
      out.append(id).append(' ');
    }
    out.append(event).append("\n> ").append(script.strip().replace("\n", "\n> "));
    for (String argument : arguments) {
      out.append(' ').append(argument);
    }
    return out.append("\n\n").toString();
  }

  /** A process that is not started yet, with folder and environment. */
  public ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(startLine).directory(folder.toFile());
    adjust(builder.environment(), environment);
    return builder;
  }

  /**
   * Makes {@code environment} the wanted one but leaves what is equal untouched: Java keeps the
   * bytes of what it inherited, and would lose some of them in a locale without UTF-8.
   */
  private static void adjust(Map<String, String> environment, Map<String, String> wanted) {
    environment.keySet().removeIf(key -> !wanted.containsKey(key));
    wanted.forEach((key, value) -> {
      if (isPossible(key, value) && !value.equals(environment.get(key))) {
        environment.put(key, value);
      }
    });
  }

  private static boolean isPossible(String key, String value) {
    return !key.isEmpty()
        && key.indexOf('=', 1) < 0
        && key.indexOf('\0') < 0
        && value.indexOf('\0') < 0;
  }

  /** Whether jpm's own shell reads the script, in this process. */
  boolean isEmulated() {
    return startLine.isEmpty();
  }

  /** Whether a shell is left out that people are told of. */
  boolean isStartedDirectly() {
    return !startLine.equals(commandLine);
  }

  /** The same, told to people as it is but started by this line. */
  ScriptCommand startedBy(List<String> line) {
    return new ScriptCommand(id, event, script, arguments, commandLine, folder, environment, line);
  }

  /** The same, started by another program and arguments. */
  public ScriptCommand withLine(List<String> otherLine) {
    return new ScriptCommand(id, event, script, arguments, otherLine, folder, environment);
  }

  private static boolean isEmulated(ScriptContext context) {
    return "true".equals(context.settings().get("shell-emulator"));
  }

  static @Nullable String idOf(@Nullable String name, @Nullable String version) {
    return name == null || version == null ? null : name + "@" + version;
  }

  private static boolean startsBatchFile(
      String script, Map<String, String> environment, HostPlatform host) {
    String word = Shell.firstWord(script);
    return Shell.isBatchFile(
        PathSearch.of(environment, host).find(word).map(Path::toString).orElse(word));
  }
}
