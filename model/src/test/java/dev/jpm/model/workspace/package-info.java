@NullMarked
package dev.jpm.model.workspace;

import org.jspecify.annotations.NullMarked;
