package dev.jpm.mirror.config;

import org.jspecify.annotations.Nullable;

/**
 * How people log in.
 *
 * @param passwords whether with a password that is kept here
 * @param provider where else they do; null for nowhere
 */
public record SignIn(boolean passwords, @Nullable LoginProvider provider) {
  public static final SignIn USUAL = new SignIn(true, null);
}
