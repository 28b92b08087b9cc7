package dev.jpm.fetcher;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * How many requests may be under way to one origin. The first goes alone until its connection
 * stands: so that a burst of requests shares one TLS handshake where the server speaks HTTP/2
 * instead of making one each. Then as many as the protocol bears, a part of them kept free of
 * tarballs: what is to be fetched is not known before the documents have come, so these never wait
 * behind large bodies.
 */
final class OriginGates {
  /** Servers allow 100 streams on a connection or more; beyond, a second one would be opened. */
  private static final int STREAMS = 96;

  /** One place in so many is for documents only. */
  private static final int KEPT_FOR_DOCUMENTS = 5;

  private final int maxSockets;
  private final ConcurrentMap<String, Gate> gates = new ConcurrentHashMap<>();

  OriginGates(int maxSockets) {
    this.maxSockets = maxSockets;
  }

  /** The gate of {@code origin}: scheme, host and port, and how it is reached. */
  Gate of(String origin) {
    return gates.computeIfAbsent(origin, key -> new Gate());
  }

  final class Gate {
    private final Semaphore places = new Semaphore(1);
    private final Semaphore tarballs = new Semaphore(1);
    private int opened = 1;
    private int openedToTarballs = 1;

    void enter(HttpCall.Kind kind) throws InterruptedException {
      if (kind == HttpCall.Kind.DOCUMENT) {
        places.acquire();
        return;
      }
      tarballs.acquire();
      try {
        places.acquire();
      } catch (InterruptedException interrupted) {
        tarballs.release();
        throw interrupted;
      }
    }

    /** Tells what the origin's connection can do. */
    void connected(boolean multiplexed) {
      open(multiplexed ? STREAMS : maxSockets);
    }

    /** Tells that no connection came about: nobody learns anything from the first any more. */
    void failed() {
      open(maxSockets);
    }

    private synchronized void open(int all) {
      int toTarballs = all - all / KEPT_FOR_DOCUMENTS;
      if (all > opened) {
        places.release(all - opened);
        tarballs.release(toTarballs - openedToTarballs);
        opened = all;
        openedToTarballs = toTarballs;
      }
    }

    void leave(HttpCall.Kind kind) {
      places.release();
      if (kind == HttpCall.Kind.TARBALL) {
        tarballs.release();
      }
    }
  }
}
