@NullMarked
package dev.jpm.pack;

import org.jspecify.annotations.NullMarked;
