/** What work tells about itself while it runs. Rendering is elsewhere. */
@NullMarked
package dev.jpm.model.event;

import org.jspecify.annotations.NullMarked;
