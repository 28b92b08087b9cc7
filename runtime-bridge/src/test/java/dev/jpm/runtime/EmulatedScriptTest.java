package dev.jpm.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The machine's {@code sh} is right: output, exit code and files are to be the same. */
@Timeout(60)
class EmulatedScriptTest {
  private static final String SCRIPTS =
      """
      echo one  'two  three' "four  $NAME" five\\ six $NAME '$NAME' "\\$NAME \\" \\\\"
      echo ${NAME:-other} ${NONE:-other} ${NONE-"a  b"} ${EMPTY:-empty} "${EMPTY-kept}" ${NAME:+is set} x${NONE}y
      echo "${NONE:-a  b}" ${NONE:-a  b} "${NONE:-"x y"}" ${NONE:-$NAME}${NAME} "$NONE" '' x"$NONE"y ${NAME}1 $NAME.js
      X=1; echo $X; X=2 sh -c 'echo $X'; echo $X; export X; sh -c 'echo $X'; unset X; echo "<$X>"
      A=1 B="two words" sh -c 'echo $A $B'
      X=a; Y=$X$X; Y="$Y b" sh -c 'echo $Y'; echo $Y; export Z=1 W="a b"; sh -c 'echo $Z $W'
      true && echo yes || echo no; false && echo yes || echo no; false || false || echo third
      ! true; echo $?; ! false && echo turned; false; echo $?
      echo a;echo b&&echo c||echo d; exit 3
      exit 7; echo never
      true; exit
      sh -c 'exit 9'
      sh -c 'kill -TERM $$'; echo $?
      false
      :
      nosuchprogram 2>/dev/null || echo $?
      ./nosuch 2>/dev/null; echo $?; mkdir dir; ./dir 2>/dev/null; echo $?; : > plain; ./plain 2>/dev/null; echo $?
      echo a | cat | tr a b
      printf 'b\\na\\n' | sort | cat - && true | false; echo $?
      yes | head -n 1
      seq 1 20000 | tail -n 1
      echo a | X=1 sh -c 'cat; echo $X' | cat; false | true && echo last; ! false | false && echo turned
      echo x | exit 4; echo $?; X=1 | true; echo "<$X>"; cd / | true; pwd | grep -c '^/$'
      echo in > f; echo more >> f; cat < f; cat f f > g; cat g | wc -l; : > f; cat f
      sh -c 'echo out; echo err >&2' > both 2>&1; sort both; sh -c 'echo err >&2' 2> e; cat e
      sh -c 'echo out; echo err >&2' 2>&1 >/dev/null | tr e E; sh -c 'echo err >&2' 2>&1 | cat; > made; cat made; 2>/dev/null sh -c 'echo o; echo e >&2'
      echo to-err >&2; echo hidden > /dev/null; sh -c 'echo gone >&2' 2>/dev/null
      cat nosuch 2>/dev/null; echo $?; cat < nosuch 2>/dev/null; echo after; echo x > nosuch/f 2>/dev/null; echo $?
      mkdir -p a/b/c && touch a/x.js a/y.js a/b/z.js a/.hidden && echo a/*.js a/b/?.js a/* */b */*.js no*thing "a/*" ./a/*.js a/[xy].js a/**/*.js a/.h*
      mkdir d && touch d/1 d/2 d/a && echo d/[0-9] d/[!0-9] d/[a-z0] d/\\* d/'*' && P='d/*' && echo $P "$P"
      mkdir -p s/t && echo 1 > s/f && echo 2 > s/t/g && cp -r s copy && cp -r s copy && cp s/f h && mv h i && mv i s/t
      cp s nowhere 2>/dev/null; echo $?; mv nosuch x 2>/dev/null; echo $?; mkdir s 2>/dev/null; echo $?; mkdir s 2>/dev/null; echo $?
      mkdir -p m n; touch m/a m/b; cp m/* n; mv m/a m/b n 2>/dev/null; echo $?; cp m/* nosuch 2>/dev/null; echo $?; mv n m; echo m/*
      mkdir -p k/l && touch k/m && rm k/m && rm k 2>/dev/null; echo $?; rm -rf k nosuch; echo $?; rm nosuch 2>/dev/null; echo $?; rm -f; echo $?; rm -f nosuch/*.js; echo $?
      mkdir q && cd q && touch here && pwd | sed 's/.*\\///' && cd .. && cd nosuch 2>/dev/null; echo $?; cd q; sh -c pwd | sed 's/.*\\///'
      test -f f && echo f; [ -d . ] && echo d; [ "$NAME" = value ] && echo same; [ 3 -gt 2 ] && [ ! -e zzz ] && echo ok; [ -z "" ] && [ -n x ] && [ x ] && ! [ "" ]; echo $?
      [ a != a ]; echo $?; test 1 -eq 01; echo $?; test x -lt 1 2>/dev/null; echo $?; test; echo $?; [ -n "" ]; echo $?; [ ! a ]; echo $?; [ ! a = b ]; echo $?; [ a 2>/dev/null; echo $?
      echo a#b # a comment
      echo -n no end; echo; echo 'tab\\tnew\\nline'; echo $ x; echo -e x; echo a\\\\b 'a\\\\b'
      V='two  words'; echo $V "$V"; W="$V"x; echo "$W"; T=~; echo $T | sed 's/.*\\///'; E=''; echo $E; echo x $E y
      cd ~ && echo in home; echo ~ | sed 's/.*\\///'; echo ~/x | sed 's/.*\\///'; echo "~" a~ ~"x"
      echo 'it'\\''s' "it's" "a'b" 'a"b' "a\\nb" a\\nb "\\a"; sh -c "echo \\"in \\$NAME\\""
      sleep 0.01 && echo slept; unset NONE NAME; echo "<$NAME>"; export NAME; sh -c 'echo "<$NAME>"'
      rm -rf dist && mkdir dist && NODE_ENV=production sh -c 'echo $NODE_ENV > dist/out' && cat dist/out
      test -n "$CI" && echo ci || NAME=other sh -c 'echo $NAME' && echo $NAME; ls nosuch 2>/dev/null || true
      """;

  /** What a script has left behind. */
  private record Left(int code, String output, SortedMap<String, String> files) {}

  private static Map<String, String> environment(Path folder) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("NAME", "value");
    environment.put("EMPTY", "");
    environment.put("LC_ALL", "C");
    return environment;
  }

  private static EmulatedScript start(
      String script, Path folder, Map<String, String> environment, HostPlatform host)
      throws IOException {
    return EmulatedScript.start(
        new ScriptCommand(
            null, "x", script, List.of(), List.of(), folder, new LinkedHashMap<>(environment)),
        host,
        false);
  }

  @Test
  void scriptsDoWhatTheyDoUnderSh(@TempDir Path root) throws Exception {
    List<String> differences = new ArrayList<>();
    int number = 0;
    for (String script : SCRIPTS.lines().toList()) {
      number++;
      Path folder = Files.createDirectories(root.resolve("sh" + number).resolve("p"));
      Left real = left(bySh(script, folder), folder);
      folder = Files.createDirectories(root.resolve("jpm" + number).resolve("p"));
      Left ours = left(start(script, folder, environment(folder), Samples.LINUX), folder);
      if (!ours.equals(real)) {
        differences.add(script + "\nexpected " + real + "\nbut was " + ours);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(number).isGreaterThan(25);
  }

  private static Process bySh(String script, Path folder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(folder));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static Left left(Process script, Path folder) throws Exception {
    script.getOutputStream().close();
    Thread errors = Thread.ofVirtual().start(() -> read(script));
    String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = script.waitFor();
    errors.join();
    return new Left(code, output, files(folder));
  }

  private static String read(Process script) {
    try {
      return new String(script.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, String> files(Path folder) throws IOException {
    SortedMap<String, String> found = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        found.put(
            folder.relativize(file).toString(),
            Files.isRegularFile(file) ? Files.readString(file) : "folder");
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo $(date)", "echo `date`", "sleep 1 &", "(cd x)", "if true; then echo; fi",
        "for x in 1; do echo; done", "cat << end", "echo ${X%.js}", "echo $1", "{ echo; }",
        "echo 'open", "echo \"open", "&& echo", "echo a |", "x 3> f"
      })
  void whatIsNotKnownIsToldBeforeAnythingRuns(String script, @TempDir Path folder) {
    assertThatThrownBy(
            () -> start("touch made; " + script, folder, environment(folder), Samples.LINUX))
        .isInstanceOf(JpmException.class)
        .hasMessageStartingWith("The script cannot be read: ");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void unknownFlagsAreTold(@TempDir Path folder) throws Exception {
    EmulatedScript script =
        start("rm -i x || cp --link a b", folder, environment(folder), Samples.LINUX);

    assertThat(read(script))
        .isEqualTo(
            """
            jpm sh: rm: the shell of jpm does not know -i
            jpm sh: cp: the shell of jpm does not know --link
            """);
    assertThat(script.waitFor()).isEqualTo(2);
  }

  @Test
  void windowsFindsProgramsByTheirEndingsAndVariablesInAnyCase(@TempDir Path folder)
      throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path program =
        Files.writeString(bin.resolve("x.cmd"), "#!/bin/sh\necho \"$NODE_ENV $*\" > dist/out\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(folder.resolve("dist/old"));
    Map<String, String> environment =
        Map.of("Path", "C:\\nowhere;" + bin, "UserProfile", folder.toString());

    String script =
        "rm -rf dist && mkdir dist && NODE_ENV=production x build 'a b'"
            + " && ./bin/x again && cat dist/out && echo -n ${PATH:+known} && cd ~ && pwd";
    Process process = start(script, folder, environment, Samples.WINDOWS);

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(" again\nknown" + folder + "\n");
    assertThat(process.waitFor()).isZero();
    assertThat(folder.resolve("dist")).isDirectoryNotContaining("glob:**old");
  }

  @Test
  void whoAsksItToEndEndsItsProgramsAndNoOtherBegins(@TempDir Path folder) throws Exception {
    EmulatedScript script =
        start(
            "sh -c 'echo ready; exec sleep 600' || sleep 600; touch made",
            folder,
            environment(folder),
            Samples.LINUX);
    assertThat(script.inputReader().readLine()).isEqualTo("ready");

    script.destroy();

    assertThat(script.waitFor()).isEqualTo(143);
    assertThat(folder.resolve("made")).doesNotExist();
  }
}
