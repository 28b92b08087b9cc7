package dev.jpm.resolver.graph;

import dev.jpm.model.Integrity;
import dev.jpm.model.error.JpmException;
import org.jspecify.annotations.Nullable;

/**
 * What a node is made from.
 *
 * @param dev whether its development dependencies count
 */
record NodeSeed(
    String name,
    String path,
    PackageInfo info,
    @Nullable String resolved,
    @Nullable Integrity integrity,
    boolean link,
    boolean dev,
    @Nullable GraphNode source,
    @Nullable JpmException failure,
    @Nullable OverrideSet overrides,
    boolean indexed) {}
