/** How a mirror is to be, and the file that says so. */
@NullMarked
package dev.jpm.mirror.config;

import org.jspecify.annotations.NullMarked;
