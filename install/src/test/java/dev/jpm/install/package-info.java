@NullMarked
package dev.jpm.install;

import org.jspecify.annotations.NullMarked;
