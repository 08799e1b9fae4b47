/** Renders a timeline: segments in parallel, one audio programme, joined by packet copy. */
@NullMarked
package dev.rushes.render.engine;

import org.jspecify.annotations.NullMarked;
