package dev.jpm.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jpm.cli.Session;
import dev.jpm.cli.Session.Streams;
import dev.jpm.config.ArgumentReader;
import dev.jpm.config.Host;
import dev.jpm.config.Settings;
import dev.jpm.config.SettingsBuilder;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ErrorRendererTest {
  private static final Path ROOT = Path.of("/");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private ErrorRenderer renderer(String... args) {
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            false);
    Session session =
        new Session(
            "jpm", List.of(), Map.of(), ROOT, ROOT, ROOT, false, streams, InstantSource.system());
    Settings settings =
        new SettingsBuilder(new Host(Map.of(), ROOT, ROOT, ROOT, false))
            .commandLine(ArgumentReader.read(Arrays.asList(args)))
            .settings();
    return new ErrorRenderer(Terminal.of(session, settings), settings.flag("json"));
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anErrorIsItsCodeItsSentenceAndTheWaysOut() {
    renderer()
        .render(
            JpmException.of(ErrorCode.ETARGET, "No matching version found for a@^9")
                .withHint("Known versions: 1.0.0"));

    assertThat(told())
        .isEqualTo(
            """
            jpm error code ETARGET
            jpm error notarget No matching version found for a@^9
            jpm error notarget Known versions: 1.0.0
            """);
  }

  @Test
  void eachDistinctCauseIsToldOnce() {
    JpmException deepest = JpmException.of(ErrorCode.ECONNRESET, "the line broke");
    JpmException middle = JpmException.of(ErrorCode.ECONNRESET, "no answer", deepest);
    JpmException same = JpmException.of(ErrorCode.ECONNRESET, "no answer", middle);

    renderer().render(JpmException.of(ErrorCode.EINTERNAL, "a@1 cannot be fetched", same));

    assertThat(told())
        .isEqualTo(
            """
            jpm error code EINTERNAL
            jpm error a@1 cannot be fetched
            jpm error because: no answer
            jpm error because: the line broke
            """);
  }

  @Test
  void whereNobodyKnowsBetterTheCodeAdvises() {
    renderer().render(JpmException.of(ErrorCode.ENOSPC, "Cannot write x"));

    assertThat(told()).endsWith("jpm error nospc Clear up some disk space and try again\n");
  }

  @Test
  void linesAreAllBegunAndControlCharactersShown() {
    renderer().render(JpmException.of(ErrorCode.EUSAGE, "one\n\ntwo \u001b]0;title\u0007"));

    assertThat(told()).endsWith("jpm error one\njpm error\njpm error two ^[]0;title^G\n");
  }

  @Test
  void silenceTellsNothingButJsonStillAnswers() {
    renderer("--silent", "--json").render(JpmException.of(ErrorCode.E404, "no x").withHint("y"));

    assertThat(told()).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {
              "error": {
                "code": "E404",
                "summary": "no x",
                "detail": "y"
              }
            }
            """);
  }

  @Test
  void onlyAFaultOfOursHasAStackAndOnlyWhereAsked() {
    renderer().renderInternal(new IllegalStateException("oops"));
    assertThat(told())
        .contains("jpm error code EINTERNAL")
        .contains("oops")
        .contains("Please report it")
        .doesNotContain("\tat ");

    renderer("--loglevel=verbose").renderInternal(new IllegalStateException("oops"));
    assertThat(told()).contains("jpm verbose stack ").contains("\tat ");
  }
}
