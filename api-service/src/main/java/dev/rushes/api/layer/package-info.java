/** The layers that are kept with scenes, written whole or filled in from presets. */
@NullMarked
package dev.rushes.api.layer;

import org.jspecify.annotations.NullMarked;
