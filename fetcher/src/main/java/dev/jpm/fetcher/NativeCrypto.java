package dev.jpm.fetcher;

import java.security.Provider;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/**
 * Digests and ciphers of the processor's own speed, where the image brings them. Java has them too,
 * but only for its optimising compiler, which jpm does without: AES and SHA-512 as plain bytecode
 * would take more time than all else of an install from an https registry.
 */
final class NativeCrypto {
  /** The class of the security provider; the image's launcher names it. */
  private static final String PROVIDER = "jpm.crypto-provider";

  private NativeCrypto() {}

  /**
   * Puts the provider before Java's own, once. Where it is missing or its library does not suit the
   * machine, Java's remain: slower, and the same.
   */
  static void prefer() {
    Provider provider = named(System.getProperty(PROVIDER, ""));
    if (provider != null && !provider.getServices().isEmpty()) {
      Security.insertProviderAt(provider, 1);
    }
  }

  private static @Nullable Provider named(String name) {
    if (name.isEmpty()) {
      return null;
    }
    try {
      return Class.forName(name).asSubclass(Provider.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
      return null;
    }
  }
}
