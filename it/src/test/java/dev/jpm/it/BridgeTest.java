package dev.jpm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.jpm.bridge.BridgeOptions;
import dev.jpm.bridge.JavaScriptException;
import dev.jpm.bridge.NodeProject;
import dev.jpm.bridge.NodeWorker;
import dev.jpm.bridge.OutputLine;
import dev.jpm.bridge.ScriptRun;
import dev.jpm.bridge.WorkerEndedException;
import dev.jpm.bridge.WorkerOptions;
import dev.jpm.model.error.JpmException;
import dev.jpm.testing.CommandResult;
import dev.jpm.testing.Folders;
import dev.jpm.testing.SpawnedCommand;
import dev.jpm.testing.TempProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Java programs that install, run scripts, and call JavaScript. */
@Tag("registry")
@ExtendWith(SeedSystemsParameter.class)
@Timeout(60)
class BridgeTest {
  private static final String MODULE =
      """
      let arrived = []
      /** Answers when so many have called. */
      export function meet(many) {
        return new Promise((resolve) => {
          arrived.push(resolve)
          if (arrived.length === many) arrived.forEach((go, i) => go(i))
        })
      }
      export const echo = (...values) => values
      export const sum = ({ a, b }) => ({ total: a + b })
      export const nothing = () => {}
      export const big = (length) => 'é'.repeat(length)
      export function fail() {
        throw new TypeError('no such colour', { cause: Object.assign(new Error('why'), { code: 'EWHY' }) })
      }
      export const failWithText = async () => { throw 'just text' }
      export const cycle = () => { const me = {}; me.me = me; return me }
      let told = 0
      export const toldToStop = () => told
      /** Never answers by itself. */
      export function hold() {
        return new Promise((resolve) => this.signal.addEventListener('abort', () => resolve(++told)))
      }
      export function talk() {
        console.log('{"id":1,"value":"not an answer"}')
        console.error('to stderr')
        process.stdout.write('without an end')
      }
      export const die = () => process.kill(process.pid, 'SIGKILL')
      export const burst = () => new Promise(() => setTimeout(() => { throw new RangeError('too late') }))
      """;

  private static TempProject project(Path folder) {
    return TempProject.in(folder.resolve("project"))
        .file("package.json", "{\"type\": \"module\"}")
        .file("calls.js", MODULE);
  }

  private static NodeProject open(SeedSystems seeds, TempProject project) {
    return NodeProject.open(
        project.folder(), new BridgeOptions(seeds.jpm().environment(), event -> {}));
  }

  @Test
  void aModuleAnswersManyCallsAtOnce(SeedSystems seeds, @TempDir Path folder) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    try (NodeProject project = open(seeds, project(folder));
        NodeWorker worker = project.worker("calls.js")) {
      List<CompletableFuture<Integer>> calls =
          IntStream.range(0, 50).mapToObj(i -> worker.call(Integer.class, "meet", 50)).toList();
      assertThat(calls.stream().map(CompletableFuture::join))
          .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());

      record Sum(int total) {}
      assertThat(worker.call(Sum.class, "sum", Map.of("a", 1, "b", 2)).join())
          .isEqualTo(new Sum(3));
      JsonNode echoed = worker.call("echo", "\u2028\n\"", null, 1.5, List.of(true)).join();
      assertThat(echoed.toString()).isEqualTo("[\"\u2028\\n\\\"\",null,1.5,[true]]");
      assertThat(worker.call("nothing").join().isNull()).isTrue();
      int large = 6_000_000;
      assertThat(worker.call(String.class, "big", large).join()).isEqualTo("é".repeat(large));
      String sent = "x".repeat(large);
      assertThat(worker.call("echo", sent).join().get(0).asString()).isEqualTo(sent);
      assertThat(worker.inFlight()).isZero();
      List<Object> circle = new ArrayList<>();
      circle.add(circle);
      assertThatThrownBy(() -> worker.call("echo", circle))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(worker.inFlight()).isZero();
      tellsErrors(worker);
      isTold(worker);
    }
  }

  private static void tellsErrors(NodeWorker worker) {
    JavaScriptException thrown = thrownBy(worker.call("fail"), JavaScriptException.class);
    assertThat(thrown.jsName()).isEqualTo("TypeError");
    assertThat(thrown.jsMessage()).isEqualTo("no such colour");
    assertThat(thrown.jsStack()).contains("at ").contains("calls.js");
    assertThat(thrown).cause().isInstanceOf(JavaScriptException.class).hasMessage("Error: why");
    JavaScriptException text = thrownBy(worker.call("failWithText"), JavaScriptException.class);
    assertThat(text).hasMessage("string: just text");
    assertThat(thrownBy(worker.call("cycle"), JavaScriptException.class).jsMessage())
        .contains("circular");
    assertThat(thrownBy(worker.call("eco"), JavaScriptException.class).jsMessage())
        .contains("exports no function eco; it exports ")
        .contains("echo");
  }

  /** A call that is given up is told to stop, and is over when it has. */
  private static void isTold(NodeWorker worker) {
    CompletableFuture<JsonNode> call = worker.call("hold");
    assertThat(worker.call(Integer.class, "toldToStop").join()).isZero();
    call.cancel(true);
    assertThat(call).isCancelled();
    while (worker.inFlight() > 0) {
      Thread.onSpinWait();
    }
    assertThat(worker.call(Integer.class, "toldToStop").join()).isEqualTo(1);
  }

  private static <T extends Throwable> T thrownBy(CompletableFuture<?> call, Class<T> type) {
    CompletionException failed = catchThrowableOfType(CompletionException.class, call::join);
    assertThat(failed).cause().isInstanceOf(type);
    return type.cast(failed.getCause());
  }

  @Test
  void whoFindsNoPlaceWaits(SeedSystems seeds, @TempDir Path folder) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    BlockingQueue<OutputLine> printed = new LinkedBlockingQueue<>();
    WorkerOptions one = WorkerOptions.of("calls.js").withMostInFlight(1).withOutput(printed::add);
    try (NodeProject project = open(seeds, project(folder))) {
      NodeWorker worker = project.worker(one);
      CompletableFuture<JsonNode> held = worker.call("hold");
      assertThat(worker.inFlight()).isEqualTo(1);
      assertThat(worker.tryCall(JsonNode.class, "echo", 1)).isEmpty();
      CompletableFuture<JsonNode> second = new CompletableFuture<>();
      Thread waiting =
          Thread.ofVirtual().start(() -> second.complete(worker.call("echo", 2).join()));
      while (waiting.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(second).isNotDone();
      held.cancel(true);
      assertThat(second.get(20, TimeUnit.SECONDS).toString()).isEqualTo("[2]");

      worker.call("talk").join();
      worker.close();
      assertThat(printed)
          .contains(
              new OutputLine("{\"id\":1,\"value\":\"not an answer\"}", false),
              new OutputLine("to stderr", true));
      assertThat(worker.isEnded()).isTrue();
      assertThat(thrownBy(worker.call("echo", 3), WorkerEndedException.class))
          .hasMessageContaining("closed");
      assertThat(thrownBy(worker.call("echo", 4), WorkerEndedException.class).exitCode())
          .isEqualTo(-1);
    }
  }

  @Test
  void aWorkerThatEndsFailsTheCallsThatAreOpen(SeedSystems seeds, @TempDir Path folder)
      throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    TempProject files =
        project(folder)
            .file("broken.js", "import './missing.js'")
            .file("quits.js", "console.error('bye'); process.exit(7)");
    try (NodeProject project = open(seeds, files)) {
      try (NodeWorker killed = project.worker("calls.js")) {
        CompletableFuture<JsonNode> other = killed.call("hold");
        CompletableFuture<JsonNode> last = killed.call("die");
        assertThat(thrownBy(other, WorkerEndedException.class).exitCode()).isEqualTo(137);
        assertThat(thrownBy(last, WorkerEndedException.class).exitCode()).isEqualTo(137);
      }
      try (NodeWorker failing = project.worker("calls.js")) {
        assertThat(thrownBy(failing.call("burst"), WorkerEndedException.class))
            .hasMessageContaining("exit code 1")
            .hasMessageContaining("RangeError: too late");
      }
      NodeWorker closed = project.worker("calls.js");
      CompletableFuture<JsonNode> open = closed.call("hold");
      closed.close();
      assertThat(thrownBy(open, WorkerEndedException.class)).hasMessageContaining("was closed");

      assertThat(catchThrowableOfType(JavaScriptException.class, () -> project.worker("broken.js")))
          .extracting(JavaScriptException::jsCode)
          .isEqualTo("ERR_MODULE_NOT_FOUND");
      assertThatThrownBy(() -> project.worker("quits.js"))
          .isInstanceOf(WorkerEndedException.class)
          .hasMessageContaining("exit code 7:\nbye");
    }
  }

  @Test
  void scriptsAreHeardAndEnded(SeedSystems seeds, @TempDir Path folder) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    TempProject files =
        TempProject.in(folder.resolve("scripts"))
            .file(
                "package.json",
                """
                {"scripts": {
                  "prehello": "echo before",
                  "hello": "echo hello $npm_lifecycle_event >&2; node -e 'process.exit(5)' --",
                  "wait": "node -e 'console.log(1); setInterval(() => {}, 1000)'; echo never"
                }}
                """);
    BlockingQueue<OutputLine> printed = new LinkedBlockingQueue<>();
    try (NodeProject project = open(seeds, files)) {
      assertThat(project.install().heldBack()).isEmpty();
      try (ScriptRun run = project.run("hello", List.of("x"), printed::add)) {
        assertThat(run.await()).isEqualTo(5);
      }
      assertThat(printed)
          .containsExactly(new OutputLine("before", false), new OutputLine("hello hello", true));
      printed.clear();
      ScriptRun endless = project.run("wait", List.of(), printed::add);
      assertThat(printed.poll(20, TimeUnit.SECONDS)).isEqualTo(new OutputLine("1", false));
      endless.cancel();
      assertThat(endless.await()).isEqualTo(143);
      assertThat(printed).isEmpty();
      assertThatThrownBy(() -> project.run("hallo", List.of(), printed::add))
          .isInstanceOf(JpmException.class)
          .hasMessageContaining("hallo");
      assertThatThrownBy(() -> project.exec("tsc", List.of(), printed::add))
          .hasMessageContaining("There is no command tsc");
    }
  }

  @Test
  void theSampleRendersReactFromJava(SeedSystems seeds) throws Exception {
    if (seeds.areOutOfReach()) {
      return;
    }
    TempProject project = seeds.installed("react-vite");
    String source = Folders.fixture("react-vite").resolve("java/RenderTasks.java").toString();

    try (SpawnedCommand sample =
        seeds.jpm().spawnJava(project, source, project.folder().toString())) {
      CommandResult result = sample.await();

      result.succeeded();
      List<String> pages = Arrays.asList(result.stdout().split("\n", -1));
      assertThat(pages).hasSize(101);
      assertThat(pages.get(41))
          .contains("<main><h1>Tasks</h1><ul><li>")
          .contains("checked=\"\"")
          .contains("Write to user 42");
    }
  }
}
