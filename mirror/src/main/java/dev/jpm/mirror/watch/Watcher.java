package dev.jpm.mirror.watch;

/** Is told of each call when it is over. */
@FunctionalInterface
public interface Watcher {
  void over(Finished finished);
}
