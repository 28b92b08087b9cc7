package dev.jpm.mirror.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.jpm.fs.FileErrors;
import dev.jpm.fs.FileModes;
import dev.jpm.model.error.ErrorCode;
import dev.jpm.model.error.JpmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.List;

/** The secret half of an Ed25519 key that bundles are signed with. */
public final class BundleSigner {
  private final PrivateKey key;

  private BundleSigner(PrivateKey key) {
    this.key = key;
  }

  /**
   * The key in a PEM file.
   *
   * @throws JpmException ECONFIG where there is none in it
   */
  public static BundleSigner read(Path file) {
    try {
      return new BundleSigner(PemKeys.read(file, List.of(BundleKey.ALGORITHM)));
    } catch (IOException e) {
      throw FileErrors.of(e, "read", file);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw JpmException.of(
          ErrorCode.ECONFIG, file + " holds no key to sign with: " + e.getMessage(), e);
    }
  }

  /**
   * Makes a key, writes it to {@code file}, which must not be there, and answers its public half.
   */
  public static BundleKey make(Path file) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(BundleKey.ALGORITHM).generateKeyPair();
      if (FileModes.isPosix(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
      Files.write(file, PemKeys.text(pair.getPrivate()).getBytes(UTF_8), StandardOpenOption.WRITE);
      return new BundleKey(pair.getPublic());
    } catch (IOException e) {
      throw FileErrors.of(e, "write", file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can do this", e);
    }
  }

  /** The signature of {@code statement}. */
  public byte[] sign(byte[] statement) {
    try {
      Signature signature = Signature.getInstance(BundleKey.ALGORITHM);
      signature.initSign(key);
      signature.update(statement);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK can do this", e);
    }
  }
}
