/** Counts, segments and filter graphs as they must be. */
@NullMarked
package dev.rushes.render.timeline;

import org.jspecify.annotations.NullMarked;
