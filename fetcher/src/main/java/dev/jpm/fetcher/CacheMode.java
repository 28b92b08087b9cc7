package dev.jpm.fetcher;

import dev.jpm.config.Settings;

/**
 * When the cache's word is enough: npm's {@code offline}, {@code prefer-offline}, {@code
 * prefer-online}.
 */
public enum CacheMode {
  /** What is fresh is used; what is not is checked with the registry. */
  DEFAULT,
  /** What is there is used, however old. */
  PREFER_OFFLINE,
  /** What is there is checked with the registry, however fresh. */
  PREFER_ONLINE,
  /** No request is sent. */
  OFFLINE;

  /** Whether what is cached may be used at the moment {@code now} without asking. */
  boolean isEnough(Freshness freshness, long fetchedAt, long now) {
    return switch (this) {
      case OFFLINE, PREFER_OFFLINE -> true;
      case PREFER_ONLINE -> false;
      case DEFAULT -> freshness.isFresh(fetchedAt, now);
    };
  }

  /** As the settings say; the strictest of several counts, in npm's order. */
  public static CacheMode of(Settings settings) {
    if (settings.flag("offline")) {
      return OFFLINE;
    }
    if (settings.flag("prefer-offline")) {
      return PREFER_OFFLINE;
    }
    return settings.flag("prefer-online") ? PREFER_ONLINE : DEFAULT;
  }
}
