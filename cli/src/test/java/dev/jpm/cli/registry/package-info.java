/** Tests of what people are told of registries. */
@NullMarked
package dev.jpm.cli.registry;

import org.jspecify.annotations.NullMarked;
