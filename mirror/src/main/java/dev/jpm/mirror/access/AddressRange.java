package dev.jpm.mirror.access;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses that begin with the same bits, as written {@code 10.0.0.0/8}. */
public record AddressRange(InetAddress first, int bits) {
  private static final Pattern WRITTEN = Pattern.compile("([0-9A-Fa-f.:]+)/(\\d{1,3})");

  public static Optional<AddressRange> tryParse(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(parts.group(2));
    return address(parts.group(1))
        .filter(address -> bits <= address.getAddress().length * 8)
        .map(address -> new AddressRange(address, bits));
  }

  /** Whether {@code remote} lies in it; what is no address lies nowhere. */
  boolean contains(String remote) {
    String bare = remote.startsWith("[") ? remote.substring(1, remote.length() - 1) : remote;
    return address(bare).filter(address -> contains(address.getAddress())).isPresent();
  }

  private boolean contains(byte[] other) {
    byte[] own = first.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      if (((own[i / 8] ^ other[i / 8]) >> (7 - i % 8) & 1) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Names are not looked up. */
  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
