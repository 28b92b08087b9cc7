/** jpm's commands as goals of Maven. */
@NullMarked
package dev.jpm.maven;

import org.jspecify.annotations.NullMarked;
