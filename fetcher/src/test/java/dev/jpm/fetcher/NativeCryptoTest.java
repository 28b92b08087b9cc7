package dev.jpm.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated
class NativeCryptoTest {
  private static final String PROPERTY = "jpm.crypto-provider";

  private final Provider first = Security.getProviders()[0];

  /** Answers for SHA-512 with what Java has under another name. */
  public static final class Quick extends Provider {
    private static final long serialVersionUID = 1;

    public Quick() {
      super("Quick", "1", "");
      putService(
          new Service(
              this, "MessageDigest", "SHA-512", "sun.security.provider.SHA5$SHA512", null, null));
    }
  }

  /** One whose library could not be loaded offers nothing. */
  public static final class Unsuited extends Provider {
    private static final long serialVersionUID = 1;

    public Unsuited() {
      super("Unsuited", "1", "");
    }
  }

  @BeforeEach
  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
    Security.removeProvider("Quick");
  }

  @Test
  void theProviderThatTheLauncherNamesComesFirst() throws Exception {
    System.setProperty(PROPERTY, Quick.class.getName());
    NativeCrypto.prefer();
    NativeCrypto.prefer();

    assertThat(MessageDigest.getInstance("SHA-512").getProvider().getName()).isEqualTo("Quick");
    assertThat(Security.getProviders()).filteredOn(one -> one instanceof Quick).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no.such.Provider",
        "java.lang.String",
        "dev.jpm.fetcher.NativeCryptoTest$Unsuited"
      })
  void javasOwnRemainWhereThereIsNone(String named) {
    System.setProperty(PROPERTY, named);
    NativeCrypto.prefer();

    assertThat(Security.getProviders()[0]).isSameAs(first);
  }
}
