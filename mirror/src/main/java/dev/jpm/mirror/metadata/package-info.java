/** What is known of packages and people, as rows. */
@NullMarked
package dev.jpm.mirror.metadata;

import org.jspecify.annotations.NullMarked;
