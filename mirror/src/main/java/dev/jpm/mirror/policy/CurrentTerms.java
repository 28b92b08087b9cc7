package dev.jpm.mirror.policy;

import dev.jpm.audit.advisory.Advisory;
import dev.jpm.audit.advisory.AdvisorySource;
import dev.jpm.audit.policy.Ignore;
import dev.jpm.audit.policy.Matter;
import dev.jpm.audit.policy.PackagePattern;
import dev.jpm.audit.policy.Policy;
import dev.jpm.fs.FileErrors;
import dev.jpm.mirror.config.PolicyConfig;
import dev.jpm.mirror.metadata.Waivers;
import dev.jpm.mirror.metadata.Waivers.Waiver;
import dev.jpm.model.error.JpmException;
import dev.jpm.osv.OsvAdvisories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted: files that may change while the mirror runs, and waivers, which other nodes may
 * grant and take back.
 */
final class CurrentTerms {
  private static final Duration LOOKED_AT = Duration.ofSeconds(10);

  private final PolicyConfig config;
  private final AdvisorySource advisories;
  private final Waivers waivers;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Terms terms;
  private volatile Instant looked;
  private String state;
  private List<Waiver> known;

  /**
   * Reads them.
   *
   * @param imports where databases that are made of OSV records are kept
   * @throws JpmException where one cannot be read
   */
  CurrentTerms(PolicyConfig config, Path imports, Waivers waivers, InstantSource clock) {
    this.config = config;
    this.advisories = advisories(config.advisories(), imports);
    this.waivers = waivers;
    this.clock = clock;
    this.state = state();
    advisories.advisories(new LinkedHashMap<>());
    this.known = waivers.all();
    this.terms = terms(policy(config.file()), 0);
    this.looked = clock.instant();
  }

  private static AdvisorySource advisories(@Nullable Path source, Path imports) {
    return source == null ? _ -> List.of() : new OneAtATime(new OsvAdvisories(source, imports));
  }

  /** Two must not import the same records beside each other. */
  private record OneAtATime(AdvisorySource source) implements AdvisorySource {
    @Override
    public synchronized List<Advisory> advisories(SequencedMap<String, List<String>> versions) {
      return source.advisories(versions);
    }
  }

  /**
   * What is wanted now. Who notices first that something has changed on the disk reads it, which
   * may take a while; what held before holds for the others meanwhile.
   */
  Terms now() {
    Instant now = clock.instant();
    if (Duration.between(looked, now).compareTo(LOOKED_AT) >= 0 && reading.tryLock()) {
      try {
        looked = now;
        readAgain();
      } finally {
        reading.unlock();
      }
    }
    return terms;
  }

  AdvisorySource advisories() {
    return advisories;
  }

  /** The same, where it is known that something has changed. */
  void changed() {
    reading.lock();
    try {
      readAgain();
    } finally {
      reading.unlock();
    }
  }

  private void readAgain() {
    List<Waiver> found = waivers.all();
    Policy policy = changedPolicy();
    if (policy != null || !found.equals(known)) {
      known = found;
      terms = terms(policy == null ? terms.policy() : policy, terms.generation() + 1);
    }
  }

  /** The policy where files have changed; null where they have not, or cannot be read. */
  private @Nullable Policy changedPolicy() {
    String found = state();
    if (found.equals(state)) {
      return null;
    }
    try {
      advisories.advisories(new LinkedHashMap<>());
      Policy policy = policy(config.file());
      state = found;
      return policy;
    } catch (JpmException broken) {
      return null; // Half a file must not open the door: what held before goes on to hold.
    }
  }

  private static Ignore ignore(Waiver waiver) {
    boolean rule = waiver.kind() == Matter.Kind.RULE;
    return new Ignore(
        rule ? waiver.matter() : null,
        rule ? null : waiver.matter(),
        PackagePattern.of(waiver.packages()),
        null,
        waiver.reason(),
        waiver.person(),
        waiver.last(),
        0);
  }

  private Terms terms(Policy policy, long generation) {
    return new Terms(
        policy,
        known.stream().map(CurrentTerms::ignore).toList(),
        advisories,
        config.refuse(),
        config.refuseAdvisories(),
        generation);
  }

  private static Policy policy(@Nullable Path file) {
    if (file == null) {
      return Policy.NONE;
    }
    try {
      return Policy.read(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    }
  }

  private String state() {
    return state(config.file()) + " " + state(config.advisories());
  }

  private static String state(@Nullable Path file) {
    try {
      return file == null ? "" : Files.getLastModifiedTime(file) + "," + Files.size(file);
    } catch (IOException gone) {
      return "gone";
    }
  }
}
