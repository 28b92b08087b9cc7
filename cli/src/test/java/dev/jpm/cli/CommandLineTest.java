package dev.jpm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.Session.Streams;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandLineTest {
  @ParameterizedTest
  @CsvSource({
    "cowsay --flag hi, exec -- cowsay --flag hi",
    "--yes cowsay -x, exec --yes -- cowsay -x",
    "-y cowsay, exec -y -- cowsay",
    "-p a -p b cmd -p c, exec --package a --package b -- cmd -p c",
    "--package=a cmd, exec --package=a -- cmd",
    "--package a cmd, exec --package a -- cmd",
    "-c 'echo hi' , exec -c 'echo hi'",
    "--no-install cmd, exec --yes=false -- cmd",
    "--shell=bash cmd, exec --script-shell=bash -- cmd",
    "--registry http://r.example cmd a, exec --registry http://r.example -- cmd a",
    "--loglevel warn cmd, exec --loglevel warn -- cmd",
    "-s cmd, exec -s -- cmd",
    "-- cmd --x, exec -- cmd --x",
    "--version, exec --version",
  })
  void whatFollowsTheCommandOfJpxBelongsToIt(String args, String expected) {
    assertThat(String.join(" ", CommandLine.of(session("jpx", args)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"run x --flag, run x --flag"})
  void jpmsOwnArgumentsStayAsTheyAre(String args, String expected) {
    assertThat(String.join(" ", CommandLine.of(session("jpm", args)))).isEqualTo(expected);
  }

  private static Session session(String program, String args) {
    List<String> words = Arrays.asList(args.split(" (?=(?:[^']*'[^']*')*[^']*$)", -1));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Session(
        program,
        words,
        Map.of(),
        Path.of("/"),
        Path.of("/"),
        Path.of("/"),
        false,
        new Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false, false, false),
        InstantSource.system());
  }
}
