/** As whom the mirror asks a bucket: with keys that stay, or with those of the machine's role. */
@NullMarked
package dev.jpm.mirror.credentials;

import org.jspecify.annotations.NullMarked;
