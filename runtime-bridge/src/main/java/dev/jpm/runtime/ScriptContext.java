package dev.jpm.runtime;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What every script of one command shares.
 *
 * @param inherited the environment of this process
 * @param settings npm's settings that differ from their defaults, by name with hyphens as npm
 *     writes it ({@code ignore-scripts}), values as a child is to read them; keys that begin with
 *     {@code /}, {@code @} or {@code _} never get to a script, whether they stand here or not
 * @param command npm's name of the command that runs: run, install, ci, exec …
 * @param startFolder where the user stood
 * @param localPrefix the project's folder
 * @param globalPrefix where global packages lie
 * @param home the user's home folder
 * @param editor the setting editor
 * @param nodeOptions the setting node-options
 * @param nodeGyp the script that builds native addons, from the setting node-gyp or provisioned;
 *     null for the one in {@code shims}, which provisions it when first used
 * @param color whether what is written to stdout may be coloured
 * @param userAgent as {@link UserAgent} makes it
 * @param runtime the Node.js that scripts run on
 * @param shims where scripts find node, npm and npx
 * @param compileCache where Node.js keeps what it compiled
 * @param host the machine
 */
public record ScriptContext(
    Map<String, String> inherited,
    SequencedMap<String, String> settings,
    String command,
    Path startFolder,
    Path localPrefix,
    Path globalPrefix,
    Path home,
    @Nullable String editor,
    @Nullable String nodeOptions,
    @Nullable Path nodeGyp,
    boolean color,
    String userAgent,
    NodeRuntime runtime,
    Shims shims,
    Path compileCache,
    HostPlatform host) {
  public ScriptContext {
    inherited = Collections.unmodifiableMap(new LinkedHashMap<>(inherited));
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
  }

  /** The same with another node-gyp. */
  public ScriptContext withNodeGyp(Path script) {
    return new ScriptContext(
        inherited,
        settings,
        command,
        startFolder,
        localPrefix,
        globalPrefix,
        home,
        editor,
        nodeOptions,
        script,
        color,
        userAgent,
        runtime,
        shims,
        compileCache,
        host);
  }
}
