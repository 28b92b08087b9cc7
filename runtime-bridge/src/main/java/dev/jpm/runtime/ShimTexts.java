package dev.jpm.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the shims say, by path inside their folder. */
final class ShimTexts {
  /** What each name in scripts makes of jpm. */
  private static final Map<String, List<String>> COMMANDS =
      Map.of(
          "npm", List.of(Launcher.INVOKED_AS + "npm"),
          "npx", List.of(Launcher.INVOKED_AS + "npx"),
          "jpm", List.of(),
          "jpx", List.of(Launcher.INVOKED_AS + "jpx"));

  private static final List<String> GYP =
      List.of("exec", "--yes", "--package=node-gyp", "--", "node-gyp");

  private ShimTexts() {}

  static SequencedMap<String, String> of(NodeRuntime runtime, Launcher jpm, HostPlatform host) {
    SequencedMap<String, String> texts = new LinkedHashMap<>();
    for (String name : List.of("npm", "npx", "jpm", "jpx")) {
      List<String> first = COMMANDS.getOrDefault(name, List.of());
      if (host.isWindows()) {
        texts.put("bin/" + name + ".cmd", batch(jpm, first));
      }
      texts.put("bin/" + name, shell(jpm, first, host));
    }
    if (host.isWindows()) {
      texts.put("bin/node.cmd", "@\"" + runtime.node() + "\" %*\r\n");
      texts.put("bin/node-gyp.cmd", "@node \"%npm_config_node_gyp%\" %*\r\n");
    }
    texts.put("bin/node-gyp", "#!/bin/sh\nexec node \"$npm_config_node_gyp\" \"$@\"\n");
    texts.put("lib/npm-cli.js", script(jpm, List.of(Launcher.INVOKED_AS + "npm")));
    texts.put("lib/npx-cli.js", script(jpm, List.of(Launcher.INVOKED_AS + "npx")));
    texts.put("lib/node-gyp.js", script(jpm, GYP));
    return texts;
  }

  private static String shell(Launcher jpm, List<String> first, HostPlatform host) {
    String words =
        Stream.concat(jpm.command().stream(), first.stream())
            .map(word -> host.isWindows() ? word.replace('\\', '/') : word)
            .map(ShellEscape::sh)
            .collect(Collectors.joining(" "));
    return "#!/bin/sh\nexec " + words + " \"$@\"\n";
  }

  private static String batch(Launcher jpm, List<String> first) {
    StringBuilder line = new StringBuilder("@");
    jpm.command().forEach(word -> line.append('"').append(word).append("\" "));
    first.forEach(word -> line.append(word).append(' '));
    return line + "%*\r\n";
  }

  /**
   * Starts jpm with this process's streams, hands signals on and ends as jpm ended. An interrupt
   * that comes from the terminal has reached jpm already.
   */
  private static String script(Launcher jpm, List<String> first) {
    return """
    'use strict'
    const { spawn } = require('node:child_process')
    const command = %s
    const args = [...command.slice(1), ...%s, ...process.argv.slice(2)]
    const batch = /\\.(cmd|bat)$/i.test(command[0])
    const quoted = word => `"${word.replace(/"/g, '""')}"`
    const child = batch
      ? spawn(process.env.ComSpec || 'cmd.exe',
        ['/d', '/s', '/c', `"${[command[0], ...args].map(quoted).join(' ')}"`],
        { stdio: 'inherit', windowsVerbatimArguments: true })
      : spawn(command[0], args, { stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (signal !== 'SIGINT' || !process.stdin.isTTY) {
          child.kill(signal)
        }
      })
    }
    child.on('error', error => {
      console.error(`${command[0]}: ${error.message}`)
      process.exit(1)
    })
    child.on('exit', (code, signal) => {
      if (signal) {
        process.removeAllListeners(signal)
        process.kill(process.pid, signal)
      } else {
        process.exit(code)
      }
    })
    """
        .formatted(list(jpm.command()), list(first));
  }

  private static String list(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
