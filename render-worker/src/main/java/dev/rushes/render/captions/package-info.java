/** Captions: read from SubRip and WebVTT, re-timed by the edit, burned in or written beside the video. Pure but for reading. */
@NullMarked
package dev.rushes.render.captions;

import org.jspecify.annotations.NullMarked;
