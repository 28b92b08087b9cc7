package dev.jpm.bench.load;

import dev.jpm.bench.load.Wire.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Many clients that ask one thing, each again as soon as it has its answer. */
final class Load {
  private static final int CLIENTS = 200;

  private final int port;
  private final Question question;
  private final Queue<Wire> wires = new ConcurrentLinkedQueue<>();
  private final Queue<long[]> taken = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger failed = new AtomicInteger();

  private Load(int port, Question question) {
    this.port = port;
    this.question = question;
  }

  /**
   * What came of it.
   *
   * @param answers in the time
   * @param median milliseconds until an answer was whole
   * @param failed clients that were not answered well, or not at all in the time
   */
  record Result(int answers, double perSecond, long bytes, double median, double p99, int failed) {}

  static Result run(int port, Question question, Duration time) throws InterruptedException {
    return new Load(port, question).run(time);
  }

  private Result run(Duration time) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(CLIENTS);
    CountDownLatch begin = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(() -> client(ready, begin, time));
      }
      ready.await();
      begin.countDown();
      // Clients that wait for an answer that does not come are let go.
      clients.shutdown();
      if (!clients.awaitTermination(time.toMillis() + 200, TimeUnit.MILLISECONDS)) {
        for (Wire wire : wires) {
          close(wire);
        }
      }
    }
    return result(time);
  }

  private void client(CountDownLatch ready, CountDownLatch begin, Duration time) {
    List<Long> mine = new ArrayList<>();
    try (Wire wire = new Wire(port, question)) {
      wires.add(wire);
      ready.countDown();
      begin.await();
      long end = System.nanoTime() + time.toNanos();
      for (long now = System.nanoTime(); now < end; ) {
        long size = wire.ask();
        long then = System.nanoTime();
        if (then < end) {
          bytes.addAndGet(size);
          mine.add(then - now);
        }
        now = then;
      }
    } catch (IOException e) {
      failed.incrementAndGet();
      ready.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    taken.add(mine.stream().mapToLong(Long::longValue).toArray());
  }

  private static void close(Wire wire) {
    try {
      wire.close();
    } catch (IOException e) {
      // It was not needed any more.
    }
  }

  private Result result(Duration time) {
    long[] all = taken.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    double seconds = time.toNanos() / 1e9;
    return new Result(
        all.length, all.length / seconds, bytes.get(), at(all, 0.5), at(all, 0.99), failed.get());
  }

  private static double at(long[] sorted, double share) {
    return LongStream.of(sorted).skip((long) (sorted.length * share)).findFirst().orElse(0) / 1e6;
  }
}
