/** Pages for people, written by the server; they need no script. */
@NullMarked
package dev.jpm.mirror.page;

import org.jspecify.annotations.NullMarked;
