/** How a trace goes from a request through a row and a message into the work that it asked for. */
@NullMarked
package dev.rushes.common.trace;

import org.jspecify.annotations.NullMarked;
