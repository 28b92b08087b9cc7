package dev.jpm.linker;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The three texts that stand for a bin on Windows: one for POSIX shells, one for cmd, one for
 * PowerShell. Each starts the bin's interpreter, preferring one that lies beside the shim, hands
 * all arguments and the exit code through, and names the bin in the way that npm finds again.
 *
 * @param shell for POSIX shells; the shim without an extension
 * @param batch for cmd; {@code .cmd}
 * @param powerShell for PowerShell; {@code .ps1}
 */
record Shims(String shell, String batch, String powerShell) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)\\}?");

  /**
   * The shims for the file at {@code target}, a path relative to the shim's folder with {@code /}.
   * Without a shebang the file itself is started.
   */
  static Shims of(String target, @Nullable Shebang shebang) {
    return new Shims(shell(target, shebang), batch(target, shebang), powerShell(target, shebang));
  }

  private static String shell(String target, @Nullable Shebang shebang) {
    String head =
        """
        #!/bin/sh
        basedir=$(dirname "$(printf '%s\\n' "$0" | sed -e 's,\\\\,/,g')")

        case "$(uname)" in
        *CYGWIN* | *MINGW* | *MSYS*)
          if command -v cygpath >/dev/null 2>&1; then
            basedir=$(cygpath -w "$basedir")
          fi
          ;;
        esac

        """;
    String file = inBaseDir(target);
    if (shebang == null) {
      return head + "exec " + file + " \"$@\"\n";
    }
    StringBuilder text = new StringBuilder(head);
    for (String variable : shebang.variables()) {
      text.append("export ").append(variable).append('\n');
    }
    String program = shebang.program().replace('\\', '/');
    String beside = inBaseDir(program);
    String rest = argument(shebang) + file + " \"$@\"\n";
    return text.append("if [ -x ")
        .append(beside)
        .append(" ]; then\n  exec ")
        .append(beside)
        .append(' ')
        .append(rest)
        .append("fi\nexec ")
        .append(program)
        .append(' ')
        .append(rest)
        .toString();
  }

  private static String batch(String target, @Nullable Shebang shebang) {
    // A label reads %~dp0: inside "call" it is right even when the shim was started by a quoted
    // name.
    String head =
        """
        @echo off
        goto main
        :find_dp0
        set dp0=%~dp0
        exit /b
        :main
        setlocal
        call :find_dp0
        """;
    String file = "\"%dp0%\\" + target.replace('/', '\\') + "\"";
    if (shebang == null) {
      return withCrLf(head + file + " %*\n");
    }
    StringBuilder text = new StringBuilder(head);
    for (String variable : shebang.variables()) {
      text.append("set ").append(VARIABLE.matcher(variable).replaceAll("%$1%")).append('\n');
    }
    String program = shebang.program().replace("\"", "");
    // With .JS in PATHEXT a node.js in the current folder would be taken for node.
    text.append(
        """
        if exist "%dp0%\\PROGRAM.exe" (
          set "_prog=%dp0%\\PROGRAM.exe"
        ) else (
          set "_prog=PROGRAM"
          set PATHEXT=%PATHEXT:;.JS;=;%
        )

        """
            .replace("PROGRAM", program));
    if (shebang.variables().isEmpty()) {
      // Leaves the batch context before it starts the program, so that Ctrl+C does not ask whether
      // to terminate the batch job. What was set is lost by it.
      text.append("endlocal & goto #_undefined_# 2>nul || title %COMSPEC% & ");
    }
    text.append("\"%_prog%\" ");
    return withCrLf(text.append(argument(shebang)).append(file).append(" %*\n").toString());
  }

  private static String powerShell(String target, @Nullable Shebang shebang) {
    String head =
        """
        #!/usr/bin/env pwsh
        $basedir = Split-Path $MyInvocation.MyCommand.Definition -Parent

        $exe = ""
        if ($PSVersionTable.PSVersion -lt "6.0" -or $IsWindows) {
          $exe = ".exe"
        }
        """;
    String file = inBaseDir(target);
    if (shebang == null) {
      return head + started("", file + " $args") + "exit $LASTEXITCODE\n";
    }
    StringBuilder text = new StringBuilder(head);
    for (String variable : shebang.variables()) {
      text.append("$env:").append(assignment(variable)).append('\n');
    }
    String program = shebang.program().replace('\\', '/');
    String rest = " " + argument(shebang) + file + " $args";
    return text.append("if (Test-Path \"$basedir/")
        .append(program)
        .append("$exe\") {\n")
        .append(started("  ", "\"$basedir/" + program + "$exe\"" + rest))
        .append("} else {\n")
        .append(started("  ", "\"" + program + "$exe\"" + rest))
        .append("}\nexit $LASTEXITCODE\n")
        .toString();
  }

  /** A call that hands piped input on. */
  private static String started(String indent, String call) {
    return List.of(
            "if ($MyInvocation.ExpectingInput) {",
            "  $input | & " + call,
            "} else {",
            "  & " + call,
            "}")
        .stream()
        .map(line -> indent + line + "\n")
        .reduce("", String::concat);
  }

  private static String assignment(String variable) {
    int equals = variable.indexOf('=');
    String value = VARIABLE.matcher(variable.substring(equals + 1)).replaceAll("\\$env:$1");
    return variable.substring(0, equals) + " = \"" + value.replace("\"", "") + "\"";
  }

  private static String argument(Shebang shebang) {
    return shebang.arguments().isEmpty() ? "" : shebang.arguments() + " ";
  }

  private static String inBaseDir(String path) {
    return "\"$basedir/" + path + "\"";
  }

  private static String withCrLf(String text) {
    return text.replace("\n", "\r\n");
  }
}
