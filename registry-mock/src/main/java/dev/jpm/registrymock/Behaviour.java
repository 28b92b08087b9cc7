package dev.jpm.registrymock;

/** Which kind of server the registry plays. */
public enum Behaviour {
  /**
   * The public origin: full and abbreviated packuments by {@code Accept}, validators and 304, gzip,
   * all dist-tags, {@code deprecated} and {@code hasInstallScript}.
   */
  ORIGIN,

  /**
   * A caching gateway as many companies have: always the full shape, no validators, no compression,
   * only the tag {@code latest}, neither {@code deprecated} nor {@code hasInstallScript}, an empty
   * body with 404, and only GET and HEAD.
   */
  GATEWAY
}
