package dev.jpm.fetcher;

import dev.jpm.model.error.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What kind of failure it was that kept an answer from coming. */
enum NetworkTrouble {
  UNKNOWN_HOST(ErrorCode.ENOTFOUND, "unknown host"),
  REFUSED(ErrorCode.ECONNREFUSED, "connection refused"),
  TIMEOUT(ErrorCode.ETIMEDOUT, "timeout"),
  CONNECT_TIMEOUT(ErrorCode.ETIMEDOUT, "timeout"),
  CERTIFICATE(ErrorCode.ETLS, "certificate"),
  TLS(ErrorCode.ETLS, "TLS"),
  PROXY_LOGIN(ErrorCode.ECONNREFUSED, "proxy refused"),
  BROKEN(ErrorCode.ECONNRESET, "connection broken");

  private final ErrorCode code;
  private final String word;

  NetworkTrouble(ErrorCode code, String word) {
    this.code = code;
    this.word = word;
  }

  ErrorCode code() {
    return code;
  }

  String word() {
    return word;
  }

  /** Whether it may be gone in a moment. A name nobody knows and a wrong certificate stay. */
  boolean isTransient() {
    return switch (this) {
      case UNKNOWN_HOST, CERTIFICATE, PROXY_LOGIN -> false;
      case REFUSED, TIMEOUT, CONNECT_TIMEOUT, TLS, BROKEN -> true;
    };
  }

  /** Whether nothing at all can be said to the server, so that another request fares no better. */
  boolean keepsFromConnecting() {
    return switch (this) {
      case UNKNOWN_HOST, REFUSED, CONNECT_TIMEOUT, CERTIFICATE, PROXY_LOGIN -> true;
      case TIMEOUT, TLS, BROKEN -> false;
    };
  }

  static NetworkTrouble of(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return CERTIFICATE;
      }
    }
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("authenticate with proxy") || message.contains("proxy connect: 407")) {
      return PROXY_LOGIN;
    }
    return switch (failure) {
      case UnknownHostException _ -> UNKNOWN_HOST;
      case SocketTimeoutException _ ->
          message.contains("connect timed out") ? CONNECT_TIMEOUT : TIMEOUT;
      case ConnectException _ -> message.contains("timed out") ? CONNECT_TIMEOUT : REFUSED;
      case SSLException _ -> TLS;
      default -> BROKEN;
    };
  }
}
