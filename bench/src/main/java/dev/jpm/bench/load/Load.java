package dev.jpm.bench.load;

import dev.jpm.bench.load.Wire.Question;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that ask one thing, each again as soon as it has its answer; all on one thread. */
final class Load {
  private static final int BUFFER = 256 * 1024;

  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final List<Long> taken = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private long bytes;
  private int failed;

  private Load() {}

  /**
   * What came of it.
   *
   * @param answers that were whole in the time
   * @param median milliseconds until an answer was whole
   * @param failed clients that were answered otherwise than well
   */
  record Result(
      int answers, double perSecond, double megabytes, double median, double p99, int failed) {}

  /**
   * Has clients ask.
   *
   * @param before for how long they ask already while nothing is measured
   */
  static Result run(int port, int clients, Question question, Duration before, Duration time)
      throws IOException {
    return new Load().measure(port, clients, question, before, time);
  }

  private Result measure(int port, int clients, Question question, Duration before, Duration time)
      throws IOException {
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < clients; i++) {
        connect(selector, port, question);
      }
      for (Wire wire : wires) {
        wire.ask();
      }
      answer(selector, before);
      taken.clear();
      bytes = 0;
      answer(selector, time);
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
    }
    return result(time);
  }

  private void connect(Selector selector, int port, Question question) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    Wire wire = new Wire(channel, question.request(port));
    wires.add(wire);
    channel.register(selector, SelectionKey.OP_READ, wire);
  }

  private void answer(Selector selector, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      selector.select(this::answer, left);
    }
  }

  private void answer(SelectionKey key) {
    Wire wire = (Wire) key.attachment();
    try {
      if (wire.read(buffer)) {
        taken.add(System.nanoTime() - wire.asked());
        bytes += wire.bytes();
        wire.ask();
      }
    } catch (IOException e) {
      failed++;
      key.cancel();
    }
  }

  private Result result(Duration time) {
    long[] all = taken.stream().mapToLong(Long::longValue).sorted().toArray();
    double seconds = time.toNanos() / 1e9;
    return new Result(
        all.length,
        all.length / seconds,
        bytes / seconds / 1e6,
        at(all, 0.5),
        at(all, 0.99),
        failed);
  }

  private static double at(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * share)] / 1e6;
  }
}
