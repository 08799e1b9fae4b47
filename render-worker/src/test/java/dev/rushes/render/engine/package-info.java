/** Renders made takes and looks at the frames and samples that come out. */
@NullMarked
package dev.rushes.render.engine;

import org.jspecify.annotations.NullMarked;
