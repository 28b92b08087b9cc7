package dev.jpm.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Chromium's DevTools protocol: numbered questions over one websocket, answers in any order. */
final class DevTools implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final HttpClient client;
  private final WebSocket socket;

  private DevTools(URI address) {
    this.client = HttpClient.newHttpClient();
    this.socket = client.newWebSocketBuilder().buildAsync(address, new Answers(asked)).join();
  }

  static DevTools connect(URI address) {
    return new DevTools(address);
  }

  /** What the browser answers; an answer that is an error has a field {@code error}. */
  JsonNode ask(@Nullable String session, String method, Map<String, Object> parameters) {
    int number = numbers.incrementAndGet();
    ObjectNode question = JsonMapper.shared().createObjectNode();
    question.put("id", number).put("method", method);
    question.set("params", JsonMapper.shared().valueToTree(parameters));
    if (session != null) {
      question.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(number, answer);
    send(question.toString());
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private synchronized void send(String message) {
    socket.sendText(message, true).join();
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }

  private static final class Answers implements WebSocket.Listener {
    private final Map<Integer, CompletableFuture<JsonNode>> asked;
    private final StringBuilder text = new StringBuilder();

    Answers(Map<Integer, CompletableFuture<JsonNode>> asked) {
      this.asked = asked;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonNode message = Json.parse(text.toString());
        text.setLength(0);
        CompletableFuture<JsonNode> answer = asked.remove(message.path("id").asInt(0));
        if (answer != null) {
          answer.complete(message);
        }
      }
      socket.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable problem) {
      asked.values().forEach(answer -> answer.completeExceptionally(problem));
    }
  }
}
