package dev.jpm.mirror.credentials;

import dev.jpm.mirror.credentials.Issuer.Issued;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Credentials that are renewed before they end. One asks for new ones while the others go on with
 * those that they have; where there are none to be had, the old ones do until their end.
 */
final class RenewedIdentity implements BucketIdentity {
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Issuer issuer;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Issued issued;
  private volatile Instant notBefore = Instant.MIN;

  RenewedIdentity(Issuer issuer, InstantSource clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public AwsCredentialsIdentity current() throws IOException {
    Issued now = issued;
    if (now == null || isOver(now)) {
      return renewed();
    }
    boolean soonOver = !clock.instant().isBefore(now.end().minus(EARLY));
    if (soonOver && !clock.instant().isBefore(notBefore) && asking.tryLock()) {
      try {
        now = ask();
      } catch (IOException later) {
        notBefore = clock.instant().plus(PAUSE);
      } finally {
        asking.unlock();
      }
    }
    return now.identity();
  }

  private AwsCredentialsIdentity renewed() throws IOException {
    asking.lock();
    try {
      Issued now = issued; // Who was before has asked perhaps.
      return (now == null || isOver(now) ? ask() : now).identity();
    } finally {
      asking.unlock();
    }
  }

  private Issued ask() throws IOException {
    Issued fresh = issuer.issue();
    issued = fresh;
    return fresh;
  }

  private boolean isOver(Issued one) {
    return !clock.instant().isBefore(one.end());
  }
}
