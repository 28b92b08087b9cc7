package dev.jpm.bench.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Runs one program at a time and takes what it costs. */
public final class MeasuredProcess {
  private static final long POLL_MILLIS = 5;

  private final Path output;

  /** Keeps the output of the program that runs in {@code folder}. */
  public MeasuredProcess(Path folder) {
    this.output = folder.resolve("output.txt");
  }

  public Measurement run(Call call) {
    try {
      Files.createDirectories(output.getParent());
      ProcessBuilder builder = new ProcessBuilder(call.words()).directory(call.cwd().toFile());
      builder.environment().clear();
      builder.environment().putAll(call.env());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      builder.redirectInput(Path.of("/dev/null").toFile());
      double cpuBefore = ProcessFigures.childrenSeconds();
      long begun = System.nanoTime();
      Process process = builder.start();
      AtomicLong peak = new AtomicLong();
      Thread watch = Thread.ofPlatform().daemon().start(() -> watch(process, peak));
      int exitCode = process.waitFor();
      double wall = (System.nanoTime() - begun) / 1e9;
      watch.join();
      double cpu = ProcessFigures.childrenSeconds() - cpuBefore;
      String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
      return new Measurement(exitCode, new Sample(wall, cpu, peak.get()), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private static void watch(Process process, AtomicLong peak) {
    try {
      while (process.isAlive()) {
        peak.accumulateAndGet(ProcessFigures.peakBytes(process.pid()), Math::max);
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
