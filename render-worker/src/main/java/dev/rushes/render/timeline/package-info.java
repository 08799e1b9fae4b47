/** From a resolved programme to frames, segments and filter graphs: pure, exact, without I/O. */
@NullMarked
package dev.rushes.render.timeline;

import org.jspecify.annotations.NullMarked;
