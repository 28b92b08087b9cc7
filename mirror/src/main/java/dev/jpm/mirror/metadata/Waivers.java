package dev.jpm.mirror.metadata;

import dev.jpm.audit.policy.Matter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What administrators let pass of what the policy holds back. */
public interface Waivers {
  /**
   * One of them.
   *
   * @param kind of what does not count
   * @param matter the rule, or the advisory, that does not count
   * @param packages for which it does not, as a policy names them
   * @param person who answers for it
   * @param last the last day that it holds
   */
  record Waiver(
      String id,
      Matter.Kind kind,
      String matter,
      String packages,
      String reason,
      String person,
      Instant granted,
      LocalDate last) {}

  /** All of them, also those that are over; the newest first. */
  List<Waiver> all();

  void add(Waiver waiver);

  /** Takes one back; false where there is none of that id. */
  boolean remove(String id);
}
