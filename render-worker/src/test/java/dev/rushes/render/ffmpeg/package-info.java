/** Prepares and breaks media files. */
@NullMarked
package dev.rushes.render.ffmpeg;

import org.jspecify.annotations.NullMarked;
