/** Owners of FFmpeg's native objects; the only package that imports JavaCV's bindings. */
@NullMarked
package dev.rushes.render.ffmpeg;

import org.jspecify.annotations.NullMarked;
