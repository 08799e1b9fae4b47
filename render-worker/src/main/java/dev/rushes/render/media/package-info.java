/** What the worker knows of a media file, and the ways in which media work fails. */
@NullMarked
package dev.rushes.render.media;

import org.jspecify.annotations.NullMarked;
