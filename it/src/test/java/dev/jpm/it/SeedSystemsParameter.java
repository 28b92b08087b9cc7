package dev.jpm.it;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test the same {@link SeedSystems}, which end with the last test of all. */
final class SeedSystemsParameter implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == SeedSystems.class;
  }

  @Override
  public SeedSystems resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(SeedSystems.class))
        .computeIfAbsent("shared", key -> start(), SeedSystems.class);
  }

  private static SeedSystems start() {
    try {
      return new SeedSystems();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
