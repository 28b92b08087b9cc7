/** The endpoints of the protocol, one class for each family. */
@NullMarked
package dev.jpm.mirror.route;

import org.jspecify.annotations.NullMarked;
