package dev.jpm.resolver.graph;

import dev.jpm.model.tree.EdgeType;
import org.jspecify.annotations.Nullable;

/**
 * One dependency as a manifest declares it.
 *
 * @param key of the name, see {@link NameKey}
 * @param accept another spec that is good enough too (acceptDependencies), or null
 */
public record Declared(
    String name, String key, String spec, EdgeType type, @Nullable String accept) {}
