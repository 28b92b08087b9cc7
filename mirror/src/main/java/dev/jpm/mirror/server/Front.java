package dev.jpm.mirror.server;

import dev.jpm.mirror.http.Answer;
import dev.jpm.mirror.http.Call;
import dev.jpm.mirror.http.HttpProblem;
import dev.jpm.mirror.metadata.StorageException;
import dev.jpm.mirror.watch.Finished;
import dev.jpm.mirror.watch.Watcher;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes requests from Jetty, one virtual thread each, and writes answers back. */
final class Front extends Handler.Abstract {
  private static final int BUFFER = 64 * 1024;
  private static final int MOST_TAKEN = 1024 * 1024;

  private final Exchange exchange;
  private final Dispatcher dispatcher;
  private final Turnstile turnstile;
  private final List<Watcher> watchers;

  Front(Exchange exchange, Dispatcher dispatcher, Turnstile turnstile, List<Watcher> watchers) {
    this.exchange = exchange;
    this.dispatcher = dispatcher;
    this.turnstile = turnstile;
    this.watchers = List.copyOf(watchers);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    long begun = System.nanoTime();
    Call call;
    try {
      call = exchange.call(request);
    } catch (HttpProblem problem) {
      Response.writeError(request, response, callback, problem.status(), problem.getMessage());
      return true;
    }
    Said said = answer(call);
    takeRest(call);
    Answer answer = said.answer();
    Counted out = new Counted(Content.Sink.asOutputStream(response));
    @Nullable Throwable failure = said.failure();
    try {
      write(request, response, answer, out);
      callback.succeeded();
    } catch (IOException | RuntimeException e) {
      failure = e;
      answer = broken(e);
      end(response, callback, answer, e);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    Finished finished =
        new Finished(call, request.getMethod(), answer.status(), out.count, took, failure);
    watchers.forEach(watcher -> watcher.over(finished));
    letOthersBegin();
    return true;
  }

  /**
   * Who has just been answered and asks again at once would go first, again and again, as this
   * thread reads the connection's next request too.
   */
  @SuppressWarnings("ThreadPriorityCheck") // a virtual thread's turn, which is not left to chance
  private static void letOthersBegin() {
    Thread.yield();
  }

  /**
   * Takes what the client still sends, within reason: a stream that is answered before all of it
   * has come is broken off, and its client may never see the answer.
   */
  private static void takeRest(Call call) {
    try {
      if (call.body().read() < 0) {
        return; // Most send nothing, and a buffer costs more than their answer.
      }
      byte[] buffer = new byte[BUFFER];
      long taken = 0;
      for (int read = 0; read >= 0 && taken < MOST_TAKEN; taken += read) {
        read = call.body().read(buffer);
      }
    } catch (IOException gone) {
      // Then nobody sends any more.
    }
  }

  private static void write(Request request, Response response, Answer answer, Counted out)
      throws IOException {
    boolean unchanged = answer.status() == 304;
    writeHead(response, answer, unchanged);
    if (unchanged || request.getMethod().equals("HEAD")) {
      out.close();
    } else {
      writeBody(answer, out);
    }
  }

  /** What is told of a body that could not be written to its end. */
  private static Answer broken(Exception e) {
    return new HttpProblem(502, "What was asked for cannot be had: " + e.getMessage()).answer();
  }

  /** Tells it where nothing has gone out yet; otherwise only a broken connection can. */
  private static void end(Response response, Callback callback, Answer answer, Exception failure) {
    if (response.isCommitted()) {
      callback.failed(failure);
      return;
    }
    response.reset();
    writeHead(response, answer, false);
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      answer.body().writer().writeTo(out);
    } catch (IOException gone) {
      callback.failed(gone);
      return;
    }
    callback.succeeded();
  }

  /** What is answered, and what went wrong with us before. */
  private record Said(Answer answer, @Nullable Throwable failure) {}

  private Said answer(Call call) {
    try {
      turnstile.admit(call.remote());
      return new Said(dispatcher.answer(call), null);
    } catch (HttpProblem problem) {
      return new Said(problem.answer(), null);
    } catch (StorageException e) {
      // Clients try again where they are told that it may go better later.
      Map<String, String> later = Map.of("retry-after", "5");
      return new Said(
          new HttpProblem(503, "The registry's storage cannot be reached", later).answer(), e);
    } catch (RuntimeException | StackOverflowError e) {
      HttpProblem problem = new HttpProblem(500, "The registry has failed to answer this");
      return new Said(problem.answer(), e);
    }
  }

  private static void writeHead(Response response, Answer answer, boolean withoutLength) {
    response.setStatus(answer.status());
    answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
    response.getHeaders().put("x-content-type-options", "nosniff");
    long length = answer.body().length();
    if (length >= 0 && !withoutLength) {
      response.getHeaders().put("content-length", length);
    }
  }

  private static void writeBody(Answer answer, Counted out) throws IOException {
    long length = answer.body().length();
    int room = length < 0 ? BUFFER : Math.clamp(length, 1, BUFFER);
    OutputStream buffered = new BufferedOutputStream(out, room);
    answer.body().writer().writeTo(buffered);
    buffered.close();
  }

  private static final class Counted extends OutputStream {
    private final OutputStream out;
    private long count;

    Counted(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
