/** Keys in files and in people's hands; knows nothing of what they are for. */
@NullMarked
package dev.jpm.mirror.key;

import org.jspecify.annotations.NullMarked;
