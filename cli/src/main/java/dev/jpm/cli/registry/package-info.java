/** Commands about people, packages and tags that a registry knows: changes there, and questions. */
@NullMarked
package dev.jpm.cli.registry;

import org.jspecify.annotations.NullMarked;
