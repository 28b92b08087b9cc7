package dev.jpm.mirror.watch;

import dev.jpm.mirror.http.Call;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that is over.
 *
 * @param method as it was sent
 * @param bytes of the body that was sent
 * @param failure what went wrong, apart from what the status tells; null where nothing did
 */
public record Finished(
    Call call, String method, int status, long bytes, Duration took, @Nullable Throwable failure) {}
