package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OnceTest {
  private final Once<String, String> once = new Once<>();

  @Test
  void worksOnceForAllWhoAsk() {
    assertThat(once.get("a", key -> key + 1)).isEqualTo("a1");
    assertThat(once.get("a", key -> key + 2)).isEqualTo("a1");
  }

  @Test
  void failuresAreHandedOnAndForgotten() {
    assertThatThrownBy(() ->
            once.get(
                "a",
                key -> {
                  throw new IllegalArgumentException("no");
                }))
        .hasMessage("no");
    assertThat(once.get("a", key -> key + 2)).isEqualTo("a2");
  }

  @Test
  void anUndeclaredCheckedExceptionLeavesNobodyWaiting() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch fail = new CountDownLatch(1);
    Asking worker =
        new Asking(key -> {
          begun.countDown();
          awaitUninterrupted(fail);
          throw OnceTest.<RuntimeException>undeclared(new InterruptedException("checked"));
        });
    begun.await();
    Asking waiter = new Asking(key -> "other");
    waiter.awaitWaiting();

    fail.countDown();

    assertThat(worker.failure()).isInstanceOf(InterruptedException.class);
    assertThat(waiter.failure()).isInstanceOf(CancellationException.class);
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Asking worker =
        new Asking(key -> {
          begun.countDown();
          awaitUninterrupted(end);
          return key;
        });
    begun.await();
    Asking waiter = new Asking(key -> "other");

    waiter.thread.interrupt();

    assertThat(waiter.failure()).isInstanceOf(CancellationException.class);
    end.countDown();
    assertThat(worker.failure()).isNull();
  }

  /** Somebody who asks for "a" in a thread of his own. */
  private final class Asking {
    private final CompletableFuture<@Nullable Throwable> failure = new CompletableFuture<>();
    final Thread thread;

    Asking(Function<String, String> work) {
      thread =
          Thread.ofVirtual()
              .start(() -> failure.complete(catchThrowable(() -> once.get("a", work))));
    }

    void awaitWaiting() {
      while (thread.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }

    @Nullable Throwable failure() throws Exception {
      return failure.get(20, TimeUnit.SECONDS);
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T undeclared(Throwable checked) throws T {
    throw (T) checked;
  }
}
