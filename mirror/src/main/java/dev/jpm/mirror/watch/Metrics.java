package dev.jpm.mirror.watch;

import dev.jpm.mirror.http.Call;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongSupplier;

/** Counts calls, as Prometheus reads it. */
public final class Metrics implements Watcher {
  /** What Prometheus takes the text for. */
  public static final String TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter calls =
      Counter.builder()
          .name("jpm_mirror_requests_total")
          .help("Requests that were answered")
          .labelNames("kind", "method", "status")
          .register(registry);
  private final Counter bytes =
      Counter.builder()
          .name("jpm_mirror_response_bytes_total")
          .help("Bytes of bodies that were sent")
          .labelNames("kind")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("jpm_mirror_request_seconds")
          .help("Time from a request to the end of its answer")
          .labelNames("kind")
          .classicOnly()
          .classicUpperBounds(0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60)
          .register(registry);

  /** Has a figure told that is asked for when somebody looks. */
  public void gauge(String name, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(told -> told.call((double) value.getAsLong()))
        .register(registry);
  }

  @Override
  public void over(Finished finished) {
    String kind = kind(finished.call());
    calls.labelValues(kind, finished.method(), Integer.toString(finished.status())).inc();
    bytes.labelValues(kind).inc(finished.bytes());
    seconds.labelValues(kind).observe(finished.took().toNanos() / 1e9);
  }

  /** A few words: each is a series for ever. */
  private static String kind(Call call) {
    List<String> segments = call.segments();
    if (!segments.isEmpty() && segments.getFirst().equals("-")) {
      return "service";
    }
    if (segments.size() > 2 && segments.get(1).equals("-")) {
      return "tarball";
    }
    return switch (segments.size()) {
      case 1 -> "packument";
      case 2 -> "manifest";
      default -> "other";
    };
  }

  /** All figures as text. */
  public byte[] text() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toByteArray();
  }
}
